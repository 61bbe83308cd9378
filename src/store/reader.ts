/** The store as it is read: runs, verdicts, deviations and any SQL, never changing anything. */

import type { Verdict } from "../spec/claim.ts";
import type { Json } from "../spec/measure.ts";
import type { Query, RunCase } from "../spec/run.ts";
import type { Deviation } from "../spec/suite.ts";
import { UserError } from "../spec/user_error.ts";
import { toJson } from "./database.ts";
import { storePath } from "./paths.ts";
import { refuseLogging } from "./refuse_logging.ts";
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

/** The answer to SQL, column by column as it names them. */
export interface SqlResult {
  /** Names as the query gives them, types as DuckDB names them. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** One array a row, in the order of `columns`; values as `Query` gives them. */
  readonly rows: readonly (readonly Json[])[];
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
 * The answer to a user's SQL: of several statements the last one's. It can read the store and nothing else: the file is opened
 * for reading, and other files, extensions and settings are out of its reach.
 *
 * @throws {UserError} where there is no store, or DuckDB refuses the SQL.
 */
export async function querySql(resultsDir: string, sql: string): Promise<SqlResult> {
  using database = await openReading(resultsDir);
  try {
    refuseLogging(sql);
    const result = await database.connection.run(sql);
    const types = result.columnTypes();
    const columns = result.columnNames().map((name, index) => ({ name, type: String(types[index]) }));
    return { columns, rows: (await result.getRowsJS()).map((row) => row.map(toJson)) };
  } catch (error) {
    const cause = storageError(error, "read", database.path);
    if (!(cause instanceof Error) || cause instanceof UserError) throw cause;
    throw new UserError(`Cannot answer the query as it must be SQL that only reads the store: ${cause.message}`, {
      cause,
    });
  }
}

async function openReading(resultsDir: string): ReturnType<typeof openStoreFile> {
  const path = storePath(resultsDir);
  if (await isFile(path)) return await openStoreFile(path, { access: "read" });
  throw new UserError(
    `Cannot read ${path} as a run must have made it: there is none; run a suite first, see deno task suites`,
  );
}
