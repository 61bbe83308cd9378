/** Brings runs' own files into the store. The files stay: the store can be made anew from them. */

import { UserError } from "../spec/user_error.ts";
import { benchTables } from "./bench_tables.ts";
import { incoming } from "./check_incoming.ts";
import { attachForReading, type Database, queryRows, transaction } from "./database.ts";
import { type CheckedFile, openIncoming } from "./incoming_file.ts";
import { findUnmerged } from "./merged_runs.ts";
import { runPath, storePath } from "./paths.ts";
import { readWhole } from "./read_whole.ts";
import { listRunFiles } from "./run_files.ts";
import { runTables } from "./schema.ts";
import { storageError } from "./storage_error.ts";
import { createStoreFile, isFile, openStoreFile } from "./store_file.ts";
import type { Table } from "./table.ts";

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
 * Merges a file of runs, this folder's or another machine's, into the store in one transaction: what the store had of the run
 * is replaced, so that merging twice is merging once. A run whose process died counts as interrupted.
 *
 * The file may be anybody's: it is checked as a whole before anything is changed, and a file of another folder replaces no run that has
 * finished here, and no rows that it has not itself.
 *
 * @throws {UserError} where the file is refused, or the file or the store is held for too long, not writable, damaged or not a store.
 */
export async function mergeFile(resultsDir: string, path: string, options: MergeOptions = {}): Promise<void> {
  await using file = await openIncoming(resultsDir, path, options);
  await mergeChecked(resultsDir, file, options);
}

async function mergeChecked(resultsDir: string, file: CheckedFile, options: MergeOptions): Promise<void> {
  const store = storePath(resultsDir);
  try {
    if (!await isFile(store)) await createStoreFile(store);
    using database = await openStoreFile(store, { access: "merge", ...options });
    await attachForReading(database, file.path, { as: incoming, ...options });
    if (!file.own) await refuseOtherRuns(database, file);
    await copyRows(database);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const cause = storageError(error, "write", store);
    if (!(cause instanceof UserError)) throw cause;
    await readWhole(file.path, options);
    const safe =
      `The run's rows are safe in ${file.name}: merge them later with deno task merge, or go on with --resume`;
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
    await using file = await openWhole(resultsDir, path, options).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      damages.push(error);
      return undefined;
    });
    if (file === undefined) continue;
    await mergeChecked(resultsDir, file, options);
    merged.push(runId);
  }
  if (damages.length === 0) return merged;
  throw new UserError(`${damages.map(({ message }) => message).join("\n")}\nAll other runs are in the store`);
}

async function openWhole(resultsDir: string, path: string, options: MergeOptions): Promise<CheckedFile> {
  await readWhole(path, options);
  return await openIncoming(resultsDir, path, options);
}

/** What the store has must stay. */
class Refusal extends UserError {}

/** Refuses a file of another folder whose runs the store has with other rows. */
async function refuseOtherRuns({ connection }: Database, { name }: CheckedFile): Promise<void> {
  const known = await queryRows(
    connection,
    `SELECT run_id, ours.status, ours.config = theirs.config AS same_plan
    FROM runs AS ours JOIN ${incoming}.runs AS theirs USING (run_id)`,
  );
  for (const { run_id, status, same_plan } of known) {
    const missing = (one: string, other: string, { name: table, columns }: Table) => {
      const selected = `SELECT ${columns.map(([column]) => column)} FROM`;
      return `(${selected} ${one}${table} WHERE run_id = $id EXCEPT ALL ${selected} ${other}${table} WHERE run_id = $id)`;
    };
    // A run that has finished has all its rows; one that has not may have been gone on with elsewhere.
    const differences = status === "finished"
      ? Object.values(runTables).flatMap((table) => [
        missing("", `${incoming}.`, table),
        missing(`${incoming}.`, "", table),
      ])
      : [missing("", `${incoming}.`, runTables.steps), missing("", `${incoming}.`, runTables.segments)];
    const counts = differences.map((rows) => `(SELECT count(*) FROM ${rows})`).join(" + ");
    const [found] = await queryRows(connection, `SELECT ${counts} AS rows`, { id: String(run_id) });
    if (same_plan === true && found?.rows === 0) continue;
    throw new Refusal(
      `Cannot merge ${name} as what the store has of run ${run_id} must stay: the file has other rows of it; prune the run first`,
    );
  }
  for (const { name: table, columns } of Object.values(benchTables)) {
    const selected = columns.map(([column]) => column).join(", ");
    const [other] = await queryRows(
      connection,
      `SELECT bench_id FROM (
        SELECT ${selected} FROM ${table} WHERE bench_id IN (SELECT bench_id FROM ${incoming}.benches)
        EXCEPT ALL SELECT ${selected} FROM ${incoming}.${table}
      ) LIMIT 1`,
    );
    if (other === undefined) continue;
    throw new Refusal(
      `Cannot merge ${name} as what the store has of benchmarks ${other.bench_id} must stay: the file has other rows of them`,
    );
  }
}

async function copyRows({ connection }: Database): Promise<void> {
  await transaction(connection, async () => {
    for (const { name } of Object.values(runTables)) {
      await connection.run(`DELETE FROM ${name} WHERE run_id IN (SELECT run_id FROM ${incoming}.runs)`);
      await connection.run(`INSERT INTO ${name} BY NAME SELECT * FROM ${incoming}.${name}`);
    }
    for (const { name } of Object.values(benchTables)) {
      await connection.run(`DELETE FROM ${name} WHERE bench_id IN (SELECT bench_id FROM ${incoming}.benches)`);
      await connection.run(`INSERT INTO ${name} BY NAME SELECT * FROM ${incoming}.${name}`);
    }
    await connection.run(
      `UPDATE runs SET status = 'interrupted' WHERE status = 'running' AND run_id IN (SELECT run_id FROM ${incoming}.runs)`,
    );
  });
}
