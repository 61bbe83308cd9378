import { answers, type QuantityComparison } from "../analysis/compare/answer.ts";
import type { RunComparison } from "../analysis/compare/compare_runs.ts";
import { findSensitivity } from "../analysis/compare/sensitivity.ts";
import { mean } from "../math/statistics.ts";
import { renderAnswer } from "./answer_mark.ts";
import { type Content, html, type Markup } from "./escape.ts";
import { formatApart } from "./format_apart.ts";
import { formatDifference } from "./format_difference.ts";
import { formatPValue } from "./format_p_value.ts";
import { formatValue } from "./format_value.ts";
import { groupWords } from "./group_words.ts";
import { renderInterval } from "./interval.ts";
import { type PlainColumn, renderPlainTable } from "./plain_table.ts";
import { sensitivityWords } from "./sensitivity_words.ts";

/** The quantities beyond noise, as `bySureness()` has them, and what size of change could be seen. */
export function renderMoved({ quantities }: RunComparison): Markup {
  const moved = bySureness(quantities.filter(({ answer }) => answer === "beyond noise"));
  const seen = sensitivityWords(findSensitivity(quantities));
  return html`
    ${moved.length === 0
      ? html`<p class="empty">Nothing moved beyond the seeds' noise.</p>`
      : renderPlainTable(moved, "Quantities beyond the seeds' noise", withNotes(moved, columns))}
    ${seen.length === 0 ? "" : html`<ul class="notes">${seen.map((line) => html`<li>${line}.</li>`)}</ul>`}
  `;
}

/** All quantities, a list an answer, folded up; those that are identical, which may be many thousands, a row a name. */
export function renderAllQuantities({ quantities, unpaired }: RunComparison): Markup {
  return html`
    ${answers.map((answer) => {
      const own = bySureness(quantities.filter((one) => one.answer === answer));
      return own.length === 0
        ? ""
        : html`<details><summary>${renderAnswer(answer)} ${own.length} of ${quantities.length}</summary>${
          answer === "identical"
            ? renderIdentical(own)
            : renderPlainTable(own, `Quantities: ${answer}`, withNotes(own, columns))
        }</details>`;
    })}
    ${unpaired.length === 0 ? "" : html`<ul class="notes">${unpaired.map((line) => html`<li>${line}</li>`)}</ul>`}
  `;
}

/** The quantities, the claims' first; of each those with the least adjusted p-value first, and what needed no test before them. */
export function bySureness(quantities: readonly QuantityComparison[]): QuantityComparison[] {
  return quantities.toSorted((x, y) =>
    Number(y.part === "claim") - Number(x.part === "claim") ||
    (x.adjustedPValue ?? 0) - (y.adjustedPValue ?? 0) ||
    Math.abs(y.effectInDeviations ?? 0) - Math.abs(x.effectInDeviations ?? 0)
  );
}

type Column = PlainColumn<QuantityComparison>;

const whatAndWhere: readonly Column[] = [
  {
    label: "quantity",
    cell: ({ name, what, unit, group }) =>
      html`<b title="${what}">${name.replaceAll("_", " ")}</b>${
        bare(unit) === unit ? "" : ` (${unit})`
      }<br><span class="note">${groupWords(group)}</span>`,
  },
  { label: "A", number: true, cell: (one) => means(one)[0] },
  { label: "B", number: true, cell: (one) => means(one)[1] },
];
const seeds: Column = { label: "seeds", number: true, cell: ({ pairs }) => pairs.length };
const note: Column = { label: "note", cell: ({ note }) => note };

const columns: readonly Column[] = [
  ...whatAndWhere,
  {
    label: "B − A",
    number: true,
    cell: ({ pairs, unit }) => formatDifference(mean(pairs.map(({ a, b }) => b - a)), bare(unit)),
  },
  { label: "95 % interval", number: true, cell: renderBounds },
  { label: "0 dashed", cell: renderPicture },
  { label: "in sd of A", number: true, cell: ({ effectInDeviations = NaN }) => formatValue(effectInDeviations) },
  { label: "p, Holm", number: true, cell: ({ adjustedPValue = NaN }) => formatPValue(adjustedPValue) },
  seeds,
];

function renderIdentical(quantities: readonly QuantityComparison[]): Markup {
  const byName = [...Map.groupBy(quantities, ({ name }) => name).values()];
  return renderPlainTable(byName, "Quantities: identical", [
    { label: "quantity", cell: ([one]) => html`<b>${one!.name.replaceAll("_", " ")}</b>` },
    { label: "what it is", cell: ([one]) => one!.what },
    { label: "settings and epochs", number: true, cell: (own) => own.length.toLocaleString("en-GB") },
    { label: "notes", cell: (own) => [...new Set(own.map(({ note }) => note).filter(Boolean))].join("; ") },
  ]);
}

function means({ pairs, unit }: QuantityComparison): readonly [a: string, b: string] {
  return formatApart(mean(pairs.map(({ a }) => a)), mean(pairs.map(({ b }) => b)), bare(unit));
}

function withNotes(quantities: readonly QuantityComparison[], columns: readonly Column[]): readonly Column[] {
  return quantities.some((one) => one.note !== "") ? [...columns, note] : columns;
}

/** A unit stands beside the quantity's name once, but for the sign of percent. */
function bare(unit: string): string {
  return unit === "share" ? unit : "";
}

function renderBounds({ effect, unit }: QuantityComparison): Content {
  if (effect === undefined) return "–";
  const { lower, upper, method } = effect;
  return html`<span title="by ${method}">${formatDifference(lower, bare(unit))} to ${
    formatDifference(upper, bare(unit))
  }</span>`;
}

/** The difference of each seed, their mean and its interval, on a scale of its own that holds 0. */
function renderPicture({ effect, pairs }: QuantityComparison): Content {
  if (effect === undefined) return "";
  const differences = pairs.map(({ a, b }) => b - a);
  const all = [0, effect.lower, effect.upper, ...differences].filter(Number.isFinite);
  const scale = { from: Math.min(...all), to: Math.max(...all), limits: [0] };
  return html`<span class="graphic">${renderInterval(effect, differences, scale)}</span>`;
}
