/** Brings runs' own files into the store. The files stay: the store can be made anew from them. */

import { UserError } from "../spec/user_error.ts";
import { type Database, transaction } from "./database.ts";
import { runPath, storePath } from "./paths.ts";
import { listRunFiles } from "./run_files.ts";
import { readRuns } from "./run_rows.ts";
import { runTables } from "./schema.ts";
import { storageError } from "./storage_error.ts";
import { createStoreFile, isFile, openStoreFile } from "./store_file.ts";

/** How a merge waits. */
export interface MergeOptions {
  /** How long to wait for the store while others hold it, seconds; 30 by default (ours: a merge takes a second or two). */
  readonly patienceSeconds?: number;
}

/** Merges the file of a run, see `mergeFile()`. */
export async function mergeRun(resultsDir: string, runId: string, options: MergeOptions = {}): Promise<void> {
  await mergeFile(resultsDir, runPath(resultsDir, runId), options);
}

/**
 * Merges a run's file, this folder's or another machine's, into the store in one transaction: what the store had of the run
 * is replaced, so that merging twice is merging once. A run whose process died counts as interrupted.
 *
 * @throws {UserError} where the file or the store is held for too long, not writable or not a store.
 */
export async function mergeFile(resultsDir: string, path: string, options: MergeOptions = {}): Promise<void> {
  const store = storePath(resultsDir);
  // Migrates it where it is older, so that both have the same columns.
  (await openStoreFile(path, { access: "read", ...options }))[Symbol.dispose]();
  try {
    if (!await isFile(store)) await createStoreFile(store);
    using database = await openStoreFile(store, { access: "merge", ...options });
    await copyRun(database, path);
  } catch (error) {
    const cause = storageError(error, "write", store);
    if (!(cause instanceof UserError)) throw cause;
    const safe = `The run's rows are safe in ${path}: merge them later with deno task merge`;
    throw new UserError(`${cause.message}. ${safe}`, { cause });
  }
}

/**
 * Merges the run files of a results folder that the store has not, or not as they are now. Files that a process works on
 * are left to it.
 *
 * @returns the ids of the runs that were merged, the newest first.
 */
export async function mergeAll(resultsDir: string, options: MergeOptions = {}): Promise<string[]> {
  const merged = new Map<string, string | undefined>();
  if (await isFile(storePath(resultsDir))) {
    using store = await openStoreFile(storePath(resultsDir), { access: "read", ...options });
    for (const { id, finished } of await readRuns(store.query)) merged.set(id, finished);
  }
  const files = await listRunFiles(resultsDir);
  const waiting = files.filter((file) =>
    !file.held &&
    !(merged.has(file.runId) && file.run.status !== "running" && merged.get(file.runId) === file.run.finished)
  );
  for (const { path } of waiting) await mergeFile(resultsDir, path, options);
  return waiting.map(({ runId }) => runId);
}

async function copyRun({ connection }: Database, path: string): Promise<void> {
  await connection.run(`ATTACH '${path.replaceAll("'", "''")}' AS incoming (READ_ONLY)`);
  // From here on no statement reaches another file, whatever the incoming one holds.
  await connection.run("SET enable_external_access = false");
  await transaction(connection, async () => {
    for (const { name } of Object.values(runTables)) {
      await connection.run(`DELETE FROM ${name} WHERE run_id IN (SELECT run_id FROM incoming.runs)`);
      await connection.run(`INSERT INTO ${name} BY NAME SELECT * FROM incoming.${name}`);
    }
    await connection.run(
      "UPDATE runs SET status = 'interrupted' WHERE status = 'running' AND run_id IN (SELECT run_id FROM incoming.runs)",
    );
  });
}
