import { formatValue } from "./format_value.ts";
import type { Column, Row } from "./page.ts";
import { renderPlainTable } from "./plain_table.ts";
import type { Markup } from "./escape.ts";

/** A table of rows: numbers, which have a unit, stand at the right. */
export function renderTable(rows: readonly Row[], columns: readonly Column[], label: string): Markup {
  return renderPlainTable(
    rows,
    label,
    columns.map(({ name, label, unit }) => ({
      label,
      ...(unit === undefined ? {} : { number: true }),
      cell: (row) => cell(row[name], unit),
    })),
  );
}

function cell(value: Row[string] | undefined, unit: string | undefined): string {
  if (value === undefined || value === null) return "–";
  if (typeof value === "number") return formatValue(value, unit);
  return typeof value === "string" ? value : JSON.stringify(value);
}
