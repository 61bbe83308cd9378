/** The quantities of a comparison as a table for a terminal. */

import type { QuantityComparison } from "../analysis/compare/answer.ts";
import { mean } from "../math/statistics.ts";
import { formatDifference } from "../report/format_difference.ts";
import { formatPValue } from "../report/format_p_value.ts";
import { formatValue } from "../report/format_value.ts";
import { groupWords } from "../report/group_words.ts";
import { bySureness } from "../report/moved_quantities.ts";
import type { Colours } from "./colours.ts";
import { formatTable } from "./table.ts";

/** How much is told. */
export interface QuantityTableOptions {
  /** Only what is beyond noise. */
  readonly onlyChanged: boolean;
  /** All rows, what is identical too. */
  readonly all: boolean;
  readonly colours: Colours;
}

/** Rows of what is within noise that are shown where not all are asked for. */
const fewRows = 20;

/** What moved beyond noise, then what moved within it, each the claims first, then the surest; notes stand below by number. No line where there is no row. */
export function formatQuantities(
  quantities: readonly QuantityComparison[],
  { onlyChanged, all, colours }: QuantityTableOptions,
): string[] {
  const of = (answer: string) => bySureness(quantities.filter((one) => one.answer === answer));
  const within = onlyChanged ? [] : of("within noise");
  const shown = all ? within : within.slice(0, fewRows);
  const rows = [...of("beyond noise"), ...shown, ...all ? [...of("same to rounding"), ...of("identical")] : []];
  if (rows.length === 0) return [];
  const notes = [...new Set(rows.map(({ note }) => note))].filter(Boolean);
  const table = formatTable(
    [
      { title: "quantity" },
      { title: "where" },
      { title: "A", align: "right" },
      { title: "B", align: "right" },
      { title: "B − A", align: "right" },
      { title: "95 % interval" },
      { title: "in sd of A", align: "right" },
      { title: "p, Holm", align: "right" },
      { title: "seeds", align: "right" },
      { title: "answer" },
      { title: "note", align: "right" },
    ],
    rows.map((one) => row(one, notes)),
  );
  const more = within.length - shown.length;
  return [
    table.replace(/(?<= {2})beyond noise(?= {2}|$)/gm, colours.red),
    ...more > 0 ? [`and ${more} more within noise: --all shows them`] : [],
    ...notes.map((note, index) => `${index + 1}  ${note}`),
  ];
}

function row(one: QuantityComparison, notes: readonly string[]): string[] {
  const { name, group, unit, pairs, effect, effectInDeviations, adjustedPValue, answer, note } = one;
  const moved = answer !== "identical";
  return [
    name,
    groupWords(group),
    formatValue(mean(pairs.map(({ a }) => a)), unit),
    formatValue(mean(pairs.map(({ b }) => b)), unit),
    moved ? formatDifference(mean(pairs.map(({ a, b }) => b - a)), unit) : "0",
    moved && effect ? `[${formatDifference(effect.lower, unit)}, ${formatDifference(effect.upper, unit)}]` : "",
    moved && effectInDeviations !== undefined ? formatValue(effectInDeviations) : "",
    adjustedPValue === undefined ? "" : formatPValue(adjustedPValue),
    String(pairs.length),
    answer,
    note === "" ? "" : String(notes.indexOf(note) + 1),
  ];
}
