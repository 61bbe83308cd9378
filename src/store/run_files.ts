/** The runs' own files in a results folder. */

import { basename } from "node:path";
import { UserError } from "../spec/user_error.ts";
import { isId } from "./patterns.ts";
import { runPath, runsFolder } from "./paths.ts";
import { readRuns, type RunRecord } from "./run_rows.ts";
import { isBusy, storageError } from "./storage_error.ts";
import { openStoreFile } from "./store_file.ts";

/** A run's file: what it says of its run, that a process has it open and so works on it, or why it cannot be read. */
export type RunFile =
  & { readonly runId: string; readonly path: string }
  & (
    | { readonly held: false; readonly run: RunRecord }
    | { readonly held: true }
    | { readonly held: false; readonly damage: UserError }
  );

/**
 * The run files of a results folder, the newest first; none where there is no such folder. One that cannot be read hides no other.
 *
 * @throws {UserError} where the folder cannot be read.
 */
export async function listRunFiles(resultsDir: string): Promise<RunFile[]> {
  const files: RunFile[] = [];
  for (const runId of (await runIds(resultsDir)).sort().reverse()) {
    files.push(await inspect(runId, runPath(resultsDir, runId)));
  }
  return files;
}

async function runIds(resultsDir: string): Promise<string[]> {
  const folder = runsFolder(resultsDir);
  try {
    const entries = await Array.fromAsync(Deno.readDir(folder));
    // A file whose name is no run's id is none of this program's.
    return entries.filter((entry) => entry.isFile && entry.name.endsWith(".duckdb"))
      .map((entry) => basename(entry.name, ".duckdb")).filter(isId);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw storageError(error, "read", folder);
  }
}

async function inspect(runId: string, path: string): Promise<RunFile> {
  try {
    using database = await openStoreFile(path, { access: "read", patienceSeconds: 0 });
    const [run] = await readRuns(database.query);
    if (run?.id !== runId) {
      throw new UserError(
        `Cannot read ${path} as it must hold run ${runId}: it holds ${
          run?.id ?? "none"
        }; it was left as it is: move it away`,
      );
    }
    return { runId, path, held: false, run };
  } catch (error) {
    if (isBusy(error)) return { runId, path, held: true };
    if (error instanceof UserError) return { runId, path, held: false, damage: error };
    throw error;
  }
}
