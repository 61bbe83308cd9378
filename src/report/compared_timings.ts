import type { RunComparison } from "../analysis/compare/compare_runs.ts";
import type { OverallTiming } from "../analysis/compare/overall_timings.ts";
import { html, type Markup } from "./escape.ts";
import { formatPValue } from "./format_p_value.ts";
import { formatValue } from "./format_value.ts";
import { groupWords } from "./group_words.ts";
import { renderPlainTable } from "./plain_table.ts";

/** What cases took in both runs, and what the times depend on besides the code. */
export function renderComparedTimings({ timings, overall, warnings }: RunComparison): Markup {
  if (timings.length === 0) {
    return html`<p class="empty">No setting was walked to its end by both runs themselves.</p>`;
  }
  return html`${
    warnings.timings.length === 0
      ? ""
      : html`<ul class="notes">${warnings.timings.map((warning) => html`<li>${warning}</li>`)}</ul>`
  }${overall.map((one) => html`<p>${describeOverall(one)} (p after Holm ${formatPValue(one.adjustedPValue)}).</p>`)}${
    renderPlainTable(timings, "Timings", [
      { label: "time", cell: ({ name }) => name },
      { label: "where", cell: ({ group }) => groupWords(group) },
      { label: "median A", number: true, cell: ({ median }) => formatValue(median.a, "s") },
      { label: "median B", number: true, cell: ({ median }) => formatValue(median.b, "s") },
      { label: "B / A", number: true, cell: ({ ratio }) => formatValue(ratio) },
      { label: "p after Holm", number: true, cell: ({ adjustedPValue }) => formatPValue(adjustedPValue) },
      { label: "cases", number: true, cell: ({ seconds }) => `${seconds.a.length} and ${seconds.b.length}` },
      { label: "B is", cell: ({ answer }) => answer },
    ])
  }`;
}

/** What all settings took together, in words. */
export function describeOverall({ name, ratio, settings, cases, answer }: OverallTiming): string {
  const what = `${name[0]!.toUpperCase()}${name.slice(1)} over all ${settings} settings`;
  return `${what}: B took ${formatValue(ratio)} times as long as A (${cases.b} and ${cases.a} cases): ${answer}`;
}
