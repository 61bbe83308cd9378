/** The store's rows as files that other programs read, written by DuckDB itself. */

import { StatementType } from "@duckdb/node-api";
import { join } from "node:path";
import { openWorkshop, type Workshop } from "../data/open_workshop.ts";
import { diskError } from "../spec/disk_error.ts";
import { UserError } from "../spec/user_error.ts";
import { confineTo, type Database } from "./database.ts";
import { storePath } from "./paths.ts";
import { refuseLogging } from "./refuse_logging.ts";
import { storageError } from "./storage_error.ts";
import { openStoreFile } from "./store_file.ts";

/**
 * How each format is written. All keep NULL and NaN apart: Parquet as such, CSV as an empty field and `nan`, JSON as `null` and
 * `"NaN"`. CSV writes an empty text as `""`, JSON an array with a row a line.
 */
const formats = {
  csv: "FORMAT csv, HEADER true",
  parquet: "FORMAT parquet, COMPRESSION zstd",
  json: "FORMAT json, ARRAY true",
} as const;

/** A format of exported files. */
export type ExportFormat = keyof typeof formats;

/** The formats of exported files. */
export const exportFormats = Object.keys(formats) as readonly ExportFormat[];

/** Rows that become one file. */
export interface ExportItem {
  /** The file's name, without its ending. */
  readonly name: string;
  /** What gives the rows: one statement that reads the store. */
  readonly sql: string;
}

/** How rows are exported. */
export interface ExportOptions {
  readonly format: ExportFormat;
  /** Where the files go; made where it is not there. */
  readonly folder: string;
  /** Only the rows of these runs; of all where absent. */
  readonly runs?: readonly string[];
  /** Whether files that are there are replaced. */
  readonly force?: boolean;
}

/** A file that was written. */
export interface ExportedFile {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Writes rows of the store to files, one an item. They are made beside their places and moved there when all are whole. The store is
 * opened for reading, and SQL reaches nothing but the store and the folder in which the files are made.
 *
 * @throws {UserError} where a file is there already, DuckDB refuses the SQL, `runs` is given and the rows have no column `run_id`, or the
 * folder cannot be written: no file is in its place then.
 */
export async function exportRows(
  resultsDir: string,
  items: readonly ExportItem[],
  options: ExportOptions,
): Promise<ExportedFile[]> {
  const { folder, format } = options;
  const places = items.map(({ name }) => join(folder, `${name}.${format}`));
  if (!options.force) { for (const place of places) await refuseToReplace(place); }
  let beside: Workshop | undefined;
  try {
    beside = await openWorkshop(folder, workshop);
    const made: ExportedFile[] = [];
    using database = await openStoreFile(storePath(resultsDir), { access: "export" });
    await confineTo(database, beside.path);
    for (const [index, item] of items.entries()) {
      const file = join(beside.path, `${index}.${format}`);
      const rows = await writeItem(database, item, file, options);
      made.push({ file, rows, bytes: (await Deno.stat(file)).size });
    }
    for (const [index, { file }] of made.entries()) await Deno.rename(file, places[index]!);
    return made.map((one, index) => ({ ...one, file: places[index]! }));
  } catch (error) {
    throw storageError(diskError(error, "export to", folder, "--to"), "read", storePath(resultsDir));
  } finally {
    await beside?.[Symbol.asyncDispose]();
  }
}

/** How the folders begin in which files are made. */
const workshop = ".export-";

async function refuseToReplace(file: string): Promise<void> {
  try {
    await Deno.lstat(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw diskError(error, "export to", file, "--to");
  }
  throw new UserError(
    `Cannot export to ${file} as it must not be there: it is; --force replaces it, --to names another folder`,
  );
}

async function writeItem(
  { connection }: Database,
  { name, sql }: ExportItem,
  file: string,
  { format, runs }: ExportOptions,
): Promise<number> {
  try {
    // A comment at the end of the SQL must not swallow the bracket.
    const all = `FROM (${sql.trim().replace(/;$/, "")}\n)`;
    const prepared = await connection.prepare(all);
    const columns = Array.from({ length: prepared.columnCount }, (_, index) => ({
      name: prepared.columnName(index),
      type: String(prepared.columnType(index)),
    }));
    if (prepared.statementType !== StatementType.SELECT) throw new Error("it is no SELECT");
    prepared.destroySync();
    await refuseLogging(connection, all);
    const only = runs === undefined ? "" : ` WHERE ${amongRuns(name, columns.map((column) => column.name), runs)}`;
    const selected = format === "json" ? columns.map(asJson).join(", ") : "*";
    const result = await connection.run(
      `COPY (SELECT ${selected} ${all}${only}) TO '${file.replaceAll("'", "''")}' (${formats[format]})`,
    );
    return Number((await result.getRowsJS())[0]?.[0]);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof UserError || diskError(error, "", "") !== error) throw error;
    throw new UserError(`Cannot export ${name} as it must be SQL that only reads the store: ${error.message}`, {
      cause: error,
    });
  }
}

function amongRuns(item: string, columns: readonly string[], runs: readonly string[]): string {
  if (!columns.includes("run_id")) {
    throw new UserError(
      `Cannot export ${item} of some runs alone as it must have a column run_id: it has ${columns.join(", ")}`,
    );
  }
  return `run_id IN (${runs.map((run) => `'${run.replaceAll("'", "''")}'`).join(", ")})`;
}

/** JSON has no word for a number that is not finite, and a reader that is strict refuses the file: it becomes a text. */
function asJson({ name, type }: { readonly name: string; readonly type: string }): string {
  const column = `"${name.replaceAll('"', '""')}"`;
  if (type !== "DOUBLE" && type !== "FLOAT") return column;
  return `CASE WHEN isfinite(${column}) THEN to_json(${column}) WHEN isnan(${column}) THEN '"NaN"'::JSON
    WHEN ${column} > 0 THEN '"Infinity"'::JSON WHEN ${column} < 0 THEN '"-Infinity"'::JSON END AS ${column}`;
}
