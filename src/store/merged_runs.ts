/** Which runs the store has as their files have them. */

import { storePath } from "./paths.ts";
import type { RunFile } from "./run_files.ts";
import { readRuns, type RunRecord } from "./run_rows.ts";
import { isFile, openStoreFile } from "./store_file.ts";

/** A run's file that can be read. */
export type WholeRunFile = Extract<RunFile, { run: RunRecord }>;

/**
 * Those of a results folder's run files that the store has not, or not as they are now; without those that are held or damaged.
 *
 * @throws {UserError} where the store is held for too long, or no store.
 */
export async function findUnmerged(
  resultsDir: string,
  files: readonly RunFile[],
  options: { readonly patienceSeconds?: number } = {},
): Promise<WholeRunFile[]> {
  const merged = new Map<string, string | undefined>();
  if (await isFile(storePath(resultsDir))) {
    using store = await openStoreFile(storePath(resultsDir), { access: "read", ...options });
    for (const { id, finished } of await readRuns(store.query)) merged.set(id, finished);
  }
  return files.filter((file) => "run" in file).filter(({ runId, run }) =>
    !(merged.has(runId) && run.status !== "running" && merged.get(runId) === run.finished)
  );
}
