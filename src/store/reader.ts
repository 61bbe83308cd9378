/** The store as it is read: runs, verdicts, deviations and any SQL, never changing anything. */

import type { JS } from "@duckdb/node-api";
import type { Verdict } from "../spec/claim.ts";
import type { Json } from "../spec/measure.ts";
import type { Query, RunCase } from "../spec/run.ts";
import type { Deviation } from "../spec/suite.ts";
import { UserError } from "../spec/user_error.ts";
import { type Database, toJson } from "./database.ts";
import { storePath } from "./paths.ts";
import { prepareReading } from "./prepare_reading.ts";
import { readWhole } from "./read_whole.ts";
import { readCases, readRuns, type RunRecord } from "./run_rows.ts";
import { storageError } from "./storage_error.ts";
import { isFile, openStoreFile } from "./store_file.ts";
import { readVerdicts } from "./verdict_rows.ts";

/** The open store. Disposing closes it; while it is open no run can be merged. */
export interface Store extends Disposable {
  /** The store's file. */
  readonly path: string;
  /** Asks the store, with its tables and views. */
  readonly query: Query;
  /** The runs, the latest first. */
  runs(): Promise<RunRecord[]>;
  /** The cases of a run, in the order of its plan. */
  cases(runId: string): Promise<RunCase[]>;
  /** The verdicts of a run. */
  verdicts(runId: string): Promise<Verdict[]>;
  /** Where a run differs from the paper. */
  deviations(runId: string): Promise<Deviation[]>;
}

/** The answer to SQL, which is made while it is read. Disposing closes the store. */
export interface SqlAnswer extends Disposable {
  /** Names as the query gives them, types as DuckDB names them. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Some rows at a time, once: one array a row, in the order of `columns`; values as `Query` gives them. */
  readonly rows: AsyncIterable<readonly (readonly Json[])[]>;
}

/**
 * Opens the store for reading; an older one is migrated first.
 *
 * @throws {UserError} where there is none, it is held by a merge for too long, or it is newer than this code.
 */
export async function openStore(resultsDir: string): Promise<Store> {
  const database = await openReading(resultsDir);
  const { query } = database;
  return {
    path: database.path,
    query,
    runs: () => readRuns(query),
    cases: (runId) => readCases(query, runId),
    verdicts: (runId) => readVerdicts(query, runId),
    async deviations(runId) {
      const rows = await query(
        "SELECT network, field, paper, here FROM deviations WHERE run_id = $runId ORDER BY rowid",
        { runId },
      );
      return rows.map(({ network, field, paper, here }) => ({
        network: String(network),
        field: String(field),
        paper: String(paper),
        here: String(here),
      }));
    },
    [Symbol.dispose]: () => database[Symbol.dispose](),
  };
}

/**
 * The answer to a user's SQL, one statement that reads. It can read the store and nothing else: other files, the store's own file as a
 * place to write, extensions and settings are out of its reach.
 *
 * @throws {UserError} where there is no store, the SQL is not one statement that reads, or DuckDB refuses it, also while rows are read.
 */
export async function answerSql(resultsDir: string, sql: string): Promise<SqlAnswer> {
  const database = await openReading(resultsDir);
  try {
    // A transaction, as only that tells after the last row whether it was the last: DuckDB's streams just end where they fail.
    await database.connection.run("BEGIN TRANSACTION");
    const statement = await prepareReading(database.connection, sql);
    const result = await statement.stream();
    const types = result.columnTypes();
    return {
      columns: result.columnNames().map((name, index) => ({ name, type: String(types[index]) })),
      rows: readRows(database, sql, result.yieldRowsJs()),
      [Symbol.dispose]: () => database[Symbol.dispose](),
    };
  } catch (error) {
    database[Symbol.dispose]();
    throw await sqlError(error, database.path);
  }
}

async function* readRows(
  { connection, path }: Database,
  sql: string,
  batches: AsyncIterable<JS[][]>,
): AsyncGenerator<Json[][]> {
  try {
    for await (const rows of batches) yield rows.map((row) => row.map(toJson));
    await connection.run("SELECT 1").catch(async (error: unknown) => {
      // Run once more without its rows, it says why.
      await connection.run("ROLLBACK");
      await connection.run(`EXPLAIN ANALYZE ${sql}`);
      throw error;
    });
  } catch (error) {
    throw await sqlError(error, path);
  }
}

/** What DuckDB says may be the user's own words: a store is damaged only where reading all of it finds that too. */
async function sqlError(error: unknown, path: string): Promise<unknown> {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const damage = storageError(error, "read", path);
  if (damage !== error) {
    const found = await readWhole(path).catch((other: unknown) => other);
    if (found !== undefined) return found;
  }
  // After an empty line DuckDB repeats the SQL, or tells of its settings.
  const reason = error.message.split("\n\n")[0]!.replaceAll("\n", " ");
  return new UserError(`Cannot answer the query as it must be SQL that only reads the store: ${reason}`, {
    cause: error,
  });
}

async function openReading(resultsDir: string): ReturnType<typeof openStoreFile> {
  const path = storePath(resultsDir);
  if (await isFile(path)) return await openStoreFile(path, { access: "read" });
  throw new UserError(
    `Cannot read ${path} as a run must have made it: there is none; run a suite first, see deno task suites`,
  );
}
