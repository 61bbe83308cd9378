import type { BenchComparison } from "../analysis/compare/compare_benches.ts";
import { html, type Markup } from "./escape.ts";
import { formatDuration, formatShare } from "./format_bench.ts";
import { formatValue } from "./format_value.ts";
import { renderPlainTable } from "./plain_table.ts";

/** What the benchmarks took at both commits, and what that depends on besides the code. */
export function renderComparedBenches({ a, b, warnings, rows, unpaired }: BenchComparison): Markup {
  const notes = [...warnings, ...unpaired];
  return html`
    <p>A is <code>${a.id}</code>, B is <code>${b.id}</code>, on ${b.engine.name} with ${b.engine.threads} threads.</p>
    ${notes.length === 0 ? "" : html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
    ${renderPlainTable(rows, "Benchmarks", [
      { label: "benchmark", cell: (row) => row.b.name },
      { label: "median A", number: true, cell: ({ median }) => formatDuration(median.a) },
      { label: "median B", number: true, cell: ({ median }) => formatDuration(median.b) },
      { label: "B / A", number: true, cell: ({ ratio }) => formatValue(ratio) },
      { label: "of peak A", number: true, cell: (row) => formatShare(row.a.peakShare) },
      { label: "of peak B", number: true, cell: (row) => formatShare(row.b.peakShare) },
      { label: "p after Holm", number: true, cell: ({ adjustedPValue }) => formatValue(adjustedPValue) },
      { label: "B is", cell: ({ answer }) => answer },
    ])}
  `;
}
