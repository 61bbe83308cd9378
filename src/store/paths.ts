import { join } from "node:path";

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
  return join(runsFolder(resultsDir), `${runId}.duckdb`);
}

/** The folder of a run's checkpoints. */
export function checkpointsFolder(resultsDir: string, runId: string): string {
  return join(resultsDir, "checkpoints", runId);
}
