/** Brings runs' own files into the store. The files stay: the store can be made anew from them. */

import { UserError } from "../spec/user_error.ts";
import { benchTables } from "./bench_tables.ts";
import { attachForReading, type Database, transaction } from "./database.ts";
import { findUnmerged } from "./merged_runs.ts";
import { runPath, storePath } from "./paths.ts";
import { readWhole } from "./read_whole.ts";
import { listRunFiles } from "./run_files.ts";
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
 * @throws {UserError} where the file or the store is held for too long, not writable, damaged or not a store.
 */
export async function mergeFile(resultsDir: string, path: string, options: MergeOptions = {}): Promise<void> {
  const store = storePath(resultsDir);
  // Migrates it where it is older, so that both have the same columns.
  (await openStoreFile(path, { access: "read", ...options }))[Symbol.dispose]();
  try {
    if (!await isFile(store)) await createStoreFile(store);
    using database = await openStoreFile(store, { access: "merge", ...options });
    await copyRun(database, path, options);
  } catch (error) {
    const cause = storageError(error, "write", store);
    if (!(cause instanceof UserError)) throw cause;
    await readWhole(path, options);
    const safe = `The run's rows are safe in ${path}: merge them later with deno task merge, or go on with --resume`;
    throw new UserError(`${cause.message}. ${safe}`, { cause });
  }
}

/**
 * Merges the run files of a results folder that the store has not, or not as they are now. Files that a process works on
 * are left to it.
 *
 * @returns the ids of the runs that were merged, the newest first.
 * @throws {UserError} where a run's file is damaged, after all others were merged, or the store cannot be written.
 */
export async function mergeAll(resultsDir: string, options: MergeOptions = {}): Promise<string[]> {
  const files = await listRunFiles(resultsDir);
  const damages = files.flatMap((file) => "damage" in file ? [file.damage] : []);
  const merged: string[] = [];
  for (const { runId, path } of await findUnmerged(resultsDir, files, options)) {
    const damage = await readWhole(path, options).catch((error: unknown) => error);
    if (damage instanceof UserError) damages.push(damage);
    else if (damage !== undefined) throw damage;
    else {
      await mergeFile(resultsDir, path, options);
      merged.push(runId);
    }
  }
  if (damages.length === 0) return merged;
  throw new UserError(`${damages.map(({ message }) => message).join("\n")}\nAll other runs are in the store`);
}

async function copyRun(database: Database, path: string, { patienceSeconds = 30 }: MergeOptions): Promise<void> {
  const { connection } = database;
  await attachForReading(database, path, { as: "incoming", patienceSeconds });
  await transaction(connection, async () => {
    for (const { name } of Object.values(runTables)) {
      await connection.run(`DELETE FROM ${name} WHERE run_id IN (SELECT run_id FROM incoming.runs)`);
      await connection.run(`INSERT INTO ${name} BY NAME SELECT * FROM incoming.${name}`);
    }
    for (const { name } of Object.values(benchTables)) {
      await connection.run(`DELETE FROM ${name} WHERE bench_id IN (SELECT bench_id FROM incoming.benches)`);
      await connection.run(`INSERT INTO ${name} BY NAME SELECT * FROM incoming.${name}`);
    }
    await connection.run(
      "UPDATE runs SET status = 'interrupted' WHERE status = 'running' AND run_id IN (SELECT run_id FROM incoming.runs)",
    );
  });
}
