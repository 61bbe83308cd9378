import { formatValue } from "./format_value.ts";
import { html, type Markup } from "./escape.ts";
import type { Column, Row, TableSection } from "./page.ts";
import { renderPlainTable } from "./plain_table.ts";

/** A table of no more rows is shown whole. */
const short = 12;

/** A table that is a section of a page, over its caption; of a long one its excerpt, and the whole of it to be opened. */
export function renderTableSection(
  rows: readonly Row[],
  { title, caption, columns, excerpt }: Pick<TableSection, "title" | "caption" | "columns" | "excerpt">,
): Markup {
  const all = renderTable(rows, columns, excerpt?.whole ?? title);
  const below = html`<p class="caption">${caption}</p>`;
  if (excerpt === undefined || rows.length <= short) return html`${all}${below}`;
  return html`
    ${renderTable(rows.filter((row) => excerpt.has(row)), columns, title)}${below}
    <details><summary>${excerpt.whole} (${rows.length} rows)</summary>
    ${all}
    </details>
  `;
}

/** A table of rows: numbers, which have a unit, stand at the right. */
export function renderTable(rows: readonly Row[], columns: readonly Column[], label: string): Markup {
  return renderPlainTable(
    rows,
    label,
    columns.map(({ name, label, unit, wraps }) => ({
      label,
      ...(unit === undefined ? {} : { number: true }),
      ...(wraps ? { wraps } : {}),
      cell: (row) => cell(row[name], unit),
    })),
  );
}

function cell(value: Row[string] | undefined, unit: string | undefined): string {
  if (value === undefined || value === null) return "–";
  if (typeof value === "number") return formatValue(value, unit);
  return typeof value === "string" ? value : JSON.stringify(value);
}
