/** How the store's tables and views are described: once, for creating, commenting, filling and documenting them. */

/** The types of columns. */
export type ColumnType = "VARCHAR" | "BIGINT" | "DOUBLE" | "BOOLEAN" | "TIMESTAMP" | "JSON";

/** A column: name, type, meaning, and unit where it has one. */
export type Column = readonly [name: string, type: ColumnType, comment: string, unit?: string];

/** A table. */
export interface Table {
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly Column[];
}

/** A view. */
export interface View {
  readonly name: string;
  readonly comment: string;
  /** The tables and views whose columns it takes over with their comments, the first that has it. */
  readonly from: readonly string[];
  readonly sql: string;
  /** What the other columns mean. */
  readonly columns: Readonly<Record<string, string>>;
}

/** The comment of a column as the store shows it: its meaning, then its unit in brackets. */
export function columnComment([, , comment, unit]: Column): string {
  return unit === undefined ? comment : `${comment} [${unit}]`;
}
