import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  TIMESTAMP,
  VARCHAR,
} from "@duckdb/node-api";
import type { ColumnType, Table } from "./table.ts";

/** A value of a column; undefined is NULL. Times are ISO 8601, JSON is text. */
export type Cell = string | number | boolean | undefined;

/** A row by column; a column that it does not name is NULL. */
export type Row = Readonly<Record<string, Cell>>;

const types: Readonly<Record<ColumnType, DuckDBType>> = { BIGINT, BOOLEAN, DOUBLE, JSON: VARCHAR, TIMESTAMP, VARCHAR };

/**
 * Appends rows to a table by DuckDB's appender, in the transaction at hand.
 *
 * @throws {RangeError} where a whole number is not whole; nothing is appended then.
 */
export async function appendRows(connection: DuckDBConnection, table: Table, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  // All values first: an appender that is left half-way would write its rows when it is collected.
  const values = rows.map((row) => table.columns.map(([name, type]) => valueOf(row[name], type)));
  const columnTypes = table.columns.map(([, type]) => types[type]);
  const appender = await connection.createAppender(table.name);
  for (const row of values) {
    row.forEach((value, index) => appender.appendValue(value, columnTypes[index]!));
    appender.endRow();
  }
  appender.closeSync();
}

function valueOf(cell: Cell, type: ColumnType): DuckDBValue {
  if (cell === undefined) return null;
  if (type === "BIGINT") return BigInt(cell);
  if (type === "TIMESTAMP") return new DuckDBTimestampValue(BigInt(Date.parse(String(cell))) * 1000n);
  return cell;
}
