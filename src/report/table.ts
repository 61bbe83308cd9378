import { html, type Markup } from "./escape.ts";
import { formatValue } from "./format_value.ts";
import type { Column, Row } from "./page.ts";

/** A table of rows, that scrolls by itself where it is wider than the page. `label` names it for those who do not see it. */
export function renderTable(rows: readonly Row[], columns: readonly Column[], label: string): Markup {
  const head = columns.map(({ label, unit }) =>
    html`
      <th scope="col" ${numeric(unit)}>${label}</th>
    `
  );
  const body = rows.map((row) =>
    html`
      <tr>${columns.map(({ name, unit }) => html`<td${numeric(unit)}>${cell(row[name], unit)}</td>`)}</tr>
    `
  );
  return html`
    <div class="scroll" role="region" aria-label="${label}" tabindex="0">
      <table>
        <thead>
          <tr>${head}</tr>
        </thead>
        <tbody>
    ${body}</tbody>
      </table>
    </div>
  `;
}

function numeric(unit: string | undefined): Markup {
  return unit === undefined ? html`` : html`
    class="number"
  `;
}

function cell(value: Row[string] | undefined, unit: string | undefined): string {
  if (value === undefined || value === null) return "–";
  if (typeof value === "number") return formatValue(value, unit);
  return typeof value === "string" ? value : JSON.stringify(value);
}
