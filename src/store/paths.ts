import { join } from "node:path";
import { isId } from "./patterns.ts";

/** The store of a results folder. */
export function storePath(resultsDir: string): string {
  return join(resultsDir, "walk.duckdb");
}

/** The folder of the runs' own files. */
export function runsFolder(resultsDir: string): string {
  return join(resultsDir, "runs");
}

/** The file of a run. */
export function runPath(resultsDir: string, runId: string): string {
  return join(runsFolder(resultsDir), `${fileName(runId)}.duckdb`);
}

/** The folder of a run's checkpoints. */
export function checkpointsFolder(resultsDir: string, runId: string): string {
  return join(resultsDir, "checkpoints", fileName(runId));
}

/** An id as the name of a file: readers let no other through, and this is the last gate. */
function fileName(runId: string): string {
  if (!isId(runId)) throw new Error(`internal: ${JSON.stringify(runId)} is no id of a run`);
  return runId;
}
