/** An open DuckDB file: how it is opened, asked and written to. */

import { type DuckDBConnection, DuckDBInstance, type DuckDBValue, type JS } from "@duckdb/node-api";
import type { Json } from "../spec/measure.ts";
import type { Query } from "../spec/run.ts";
import { UserError } from "../spec/user_error.ts";
import { visibleText } from "../spec/visible_text.ts";
import { isBusy, storageError } from "./storage_error.ts";

/**
 * What SQL may do: `read` reads this file and nothing else, `write` also changes it, `merge` may attach other files, `export` reads
 * this file and, once `confineTo()` names it, may write into one folder. `read` and `write` hold for good: no statement can widen them.
 */
export type Access = "read" | "write" | "merge" | "export";

/** How a file is opened. */
export interface OpenOptions {
  readonly access: Access;
  /** How long to wait for a file that another process holds, seconds; 30 by default (ours: a merge takes a second or two). */
  readonly patienceSeconds?: number;
}

/** An open file. Disposing closes it. */
export interface Database extends Disposable {
  readonly path: string;
  /** For writing; one statement or transaction at a time. */
  readonly connection: DuckDBConnection;
  /** Asks on a connection of its own, so that it sees only what is committed. */
  readonly query: Query;
}

const configurations: Readonly<Record<Access, Record<string, string>>> = {
  read: { access_mode: "READ_ONLY" },
  write: { enable_external_access: "false", lock_configuration: "true" },
  merge: {},
  export: { access_mode: "READ_ONLY" },
};

/**
 * Opens a DuckDB file, or makes it where it is not and `access` allows. Within one process an open file is shared, and
 * opening it with another access waits as for another process.
 *
 * @throws {UserError} where it is held by another process for too long, not writable or not a DuckDB file.
 */
export async function openDatabase(path: string, { access, patienceSeconds = 30 }: OpenOptions): Promise<Database> {
  // Engines and walks have the cores; extensions are never fetched from the network.
  const shared = { threads: "2", autoinstall_known_extensions: "false", autoload_known_extensions: "false" };
  const options = { ...shared, ...configurations[access] };
  const instance = await patiently(path, patienceSeconds, () => DuckDBInstance.fromCache(path, options));
  const connection = await instance.connect();
  if (access === "read") await inTurn(() => closeFileSystem(connection));
  const reading = await instance.connect();
  return {
    path,
    connection,
    query: (sql, parameters) =>
      queryRows(reading, sql, parameters).catch((error) => {
        throw storageError(error, "read", path);
      }),
    [Symbol.dispose]() {
      connection.closeSync();
      reading.closeSync();
      instance.closeSync();
    },
  };
}

/**
 * Attaches another file for reading, under a name, to one that was opened for `merge`. From then on no statement reaches a third file,
 * whatever the two hold.
 *
 * @throws {UserError} where it is held by another process for too long or not a DuckDB file.
 */
export async function attachForReading(
  { connection }: Database,
  path: string,
  { as, patienceSeconds = 30 }: { readonly as: string; readonly patienceSeconds?: number },
): Promise<void> {
  const sql = `ATTACH '${path.replaceAll("'", "''")}' AS ${as} (READ_ONLY)`;
  await patiently(path, patienceSeconds, () => connection.run(sql));
  await connection.run("SET enable_external_access = false");
}

/** Lets a file that was opened for `export` be read, and files be made in one folder, and nothing else: no statement can widen that. */
export async function confineTo({ connection }: Database, folder: string): Promise<void> {
  await connection.run(`SET allowed_directories = ['${folder.replaceAll("'", "''")}']`);
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
}

/** What closes a file's reach at the moment: two that open one file at once share its settings, and the later one would find them half set. */
let closing: Promise<unknown> = Promise.resolve();

/** Does the work when what came before has ended, well or not. */
function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  const turn = closing.then(work, work);
  closing = turn;
  return turn;
}

/**
 * Leaves a file that was opened for reading as the only one that SQL reaches, and only by its open handle: DuckDB lets COPY write the file
 * that is open, and its log, whatever the access. Sorts have the memory that there is, as nothing can be put on the disk meanwhile.
 */
async function closeFileSystem(connection: DuckDBConnection): Promise<void> {
  const [settings] = await queryRows(connection, "SELECT current_setting('lock_configuration') AS locked");
  if (settings?.locked === true) return;
  // Sorts have the memory that there is, as nothing can be put on the disk.
  await connection.run("SET temp_directory = ''");
  await connection.run("SET enable_external_access = false");
  await connection.run("SET disabled_filesystems = 'LocalFileSystem'");
  await connection.run("SET lock_configuration = true");
}

/** Rows as plain objects; see `Query` for their values. Control characters in texts become escapes, see `visibleText()`. */
export async function queryRows(
  connection: DuckDBConnection,
  sql: string,
  parameters: Readonly<Record<string, DuckDBValue>> = {},
): Promise<Record<string, Json>[]> {
  const result = await connection.run(sql, { ...parameters });
  const rows = await result.getRowObjectsJS();
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, showControls(toJson(value))]))
  );
}

function showControls(value: Json): Json {
  if (typeof value === "string") return visibleText(value, { lines: true });
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(showControls);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, showControls(inner)]));
}

/** Runs `work` in a transaction: all of it is durable at the end, or nothing. */
export async function transaction<Result>(
  connection: DuckDBConnection,
  work: () => Promise<Result>,
): Promise<Result> {
  await connection.run("BEGIN TRANSACTION");
  let result: Result;
  try {
    result = await work();
  } catch (error) {
    await connection.run("ROLLBACK");
    throw error;
  }
  await connection.run("COMMIT");
  return result;
}

/** Integers beyond 2^53, which a number would round, become text; times ISO 8601; bytes hexadecimal. */
export function toJson(value: JS): Json {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return value.toHex();
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toJson(inner)]));
  }
  return value;
}

async function patiently<Result>(path: string, seconds: number, open: () => Promise<Result>): Promise<Result> {
  if (path.includes("?")) {
    // DuckDB would look for its log in the middle of the path.
    throw new UserError(
      `Cannot open ${path} as its path must be without question marks: choose another folder with --results`,
    );
  }
  const end = performance.now() + 1000 * seconds;
  for (let pause = 10;; pause = Math.min(2 * pause, 500)) {
    try {
      return await open();
    } catch (error) {
      if (!isBusy(error)) throw storageError(error, "open", path);
      if (performance.now() + pause > end) {
        const holder = error instanceof Error ? error.message.match(/held in (.*? \(PID \d+\))/)?.[1] : undefined;
        throw new UserError(
          `Cannot open ${path} as no other process may hold it: held by ${
            holder ?? "this process"
          } for ${seconds} s; ` +
            "wait for it to end and try again",
          { cause: error },
        );
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
