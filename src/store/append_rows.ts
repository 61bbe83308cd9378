import { type DuckDBAppender, type DuckDBConnection, DuckDBTimestampValue } from "@duckdb/node-api";
import type { ColumnType, Table } from "./table.ts";

/** A value of a column; undefined is NULL. Times are ISO 8601, JSON is text. */
export type Cell = string | number | boolean | undefined;

/** A row by column; a column that it does not name is NULL. */
export type Row = Readonly<Record<string, Cell>>;

/**
 * Appends rows to a table by DuckDB's appender, in the transaction at hand.
 *
 * @throws {RangeError} where a whole number is not whole; nothing is appended then.
 */
export async function appendRows(connection: DuckDBConnection, table: Table, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  // All values first: an appender that is left half-way would write its rows when it is collected.
  const values = rows.map((row) => table.columns.map(([name, type]) => valueOf(row[name], type)));
  const appender = await connection.createAppender(table.name);
  for (const row of values) {
    for (const value of row) appendValue(appender, value);
    appender.endRow();
  }
  appender.closeSync();
}

type Value = string | number | bigint | boolean | DuckDBTimestampValue | undefined;

function valueOf(cell: Cell, type: ColumnType): Value {
  if (cell === undefined) return undefined;
  if (type === "BIGINT") return BigInt(cell);
  if (type === "TIMESTAMP") return new DuckDBTimestampValue(BigInt(Date.parse(String(cell))) * 1000n);
  return cell;
}

/** By hand, as `DuckDBAppender.appendValue()` takes time that grows with the square of the rows. */
function appendValue(appender: DuckDBAppender, value: Value): void {
  if (value === undefined) appender.appendNull();
  else if (typeof value === "number") appender.appendDouble(value);
  else if (typeof value === "bigint") appender.appendBigInt(value);
  else if (typeof value === "boolean") appender.appendBoolean(value);
  else if (typeof value === "string") appender.appendVarchar(value);
  else appender.appendTimestamp(value);
}
