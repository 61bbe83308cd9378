/** A comparison of two runs for people at a terminal. */

import type { QuantityComparison } from "../analysis/compare/answer.ts";
import { wordChanged } from "../analysis/compare/compare_words.ts";
import type { RunComparison } from "../analysis/compare/compare_runs.ts";
import { tallyComparison } from "../analysis/compare/tally.ts";
import { formatDifference } from "../report/format_difference.ts";
import { formatValue } from "../report/format_value.ts";
import { groupWords } from "../report/group_words.ts";
import type { RunRecord } from "../store/run_rows.ts";
import type { Colours } from "./colours.ts";
import { countOf } from "./count_of.ts";
import { formatTable } from "./table.ts";

/** How much is told. */
export interface ComparisonTextOptions {
  /** Only what changed: words, endings and quantities beyond noise. */
  readonly onlyChanged: boolean;
  /** All rows, what is identical too. */
  readonly all: boolean;
  readonly colours: Colours;
}

/** Rows of what is within noise that are shown where not all are asked for. */
const fewRows = 20;

/** Words that changed first, then what moved, then the walks, what is not comparable and the timings. */
export function formatComparison(comparison: RunComparison, options: ComparisonTextOptions): string {
  const { onlyChanged } = options;
  return [
    ...header(comparison, options.colours),
    ...section(
      onlyChanged ? [] : comparison.warnings.numbers.map((warning) => options.colours.yellow(`Note: ${warning}`)),
    ),
    ...section(changedWords(comparison, options.colours)),
    ...section(endings(comparison)),
    ...section(quantities(comparison, options)),
    ...section(onlyChanged ? [] : notComparable(comparison)),
    ...section(onlyChanged ? [] : timings(comparison)),
    "",
    summary(comparison),
  ].join("\n");
}

function section(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", ...lines];
}

function header({ a, b }: RunComparison, { bold }: Colours): string[] {
  const describe = ({ id, commit }: RunRecord) =>
    `${id}  ${commit.hash === "" ? "outside a git checkout" : `${commit.hash.slice(0, 12)} ${commit.subject}`}`;
  return [
    bold(`${b.suite}, preset ${a.preset === b.preset ? b.preset : `${a.preset} and ${b.preset}`}`),
    `A  ${describe(a)}`,
    `B  ${describe(b)}`,
  ];
}

function changedWords({ words, quantities }: RunComparison, { bold }: Colours): string[] {
  const changed = words.filter(wordChanged);
  if (changed.length === 0) return ["No verdict changed"];
  return [
    bold(changed.length === 1 ? "A verdict changed" : `${changed.length} verdicts changed`),
    formatTable(
      [{ title: "claim" }, { title: "group" }, { title: "A" }, { title: "B" }, { title: "its value moved" }],
      changed.map(({ claim, group, a = "", b = "" }) => {
        const value = quantities.find((one) => one.part === "claim" && one.name === claim && one.group === group);
        return [claim, groupWords(group), a, b, value === undefined ? "–" : movement(value)];
      }),
    ),
  ];
}

function movement({ answer, note }: QuantityComparison): string {
  if (answer === "identical") return "not at all";
  return answer === "not comparable" ? `${answer}: ${note}` : answer;
}

function endings({ walks }: RunComparison): string[] {
  return walks.filter(({ status }) => status.a !== status.b).map(({ group, seed, status }) =>
    `${groupWords(group)}, seed ${seed} ${status.a} in A and ${status.b} in B`
  );
}

function quantities({ quantities }: RunComparison, { onlyChanged, all, colours }: ComparisonTextOptions): string[] {
  const of = (answer: string) =>
    quantities.filter((one) => one.answer === answer)
      .toSorted((x, y) => (x.adjustedPValue ?? 0) - (y.adjustedPValue ?? 0) || size(y) - size(x));
  const within = of("within noise");
  const shown = onlyChanged ? [] : all ? [...within, ...of("identical")] : within.slice(0, fewRows);
  const rows = [...of("beyond noise"), ...shown];
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
  const more = onlyChanged ? 0 : within.length - shown.filter(({ answer }) => answer === "within noise").length;
  return [
    table.replace(/(?<= {2})beyond noise(?= {2}|$)/gm, colours.red),
    ...more > 0 ? [`and ${more} more within noise: --all shows them`] : [],
    ...notes.map((note, index) => `${index + 1}  ${note}`),
  ];
}

function row(one: QuantityComparison, notes: readonly string[]): string[] {
  const { name, group, unit, pairs, effect, effectInDeviations, adjustedPValue, answer, note } = one;
  const mean = (side: "a" | "b") => formatValue(pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length, unit);
  const moved = answer !== "identical";
  return [
    name,
    groupWords(group),
    mean("a"),
    mean("b"),
    moved ? formatDifference(pairs.reduce((sum, { a, b }) => sum + b - a, 0) / pairs.length, unit) : "0",
    moved && effect ? `[${formatDifference(effect.lower, unit)}, ${formatDifference(effect.upper, unit)}]` : "",
    moved && effectInDeviations !== undefined ? formatValue(effectInDeviations) : "",
    adjustedPValue === undefined ? "" : formatValue(adjustedPValue),
    String(pairs.length),
    answer,
    note === "" ? "" : String(notes.indexOf(note) + 1),
  ];
}

/** How far it moved, for the order of those that were not tested. */
function size({ effectInDeviations = 0 }: QuantityComparison): number {
  return Math.abs(effectInDeviations);
}

/** Reasons with what they keep from being compared. */
function notComparable({ quantities, words, unpaired }: RunComparison): string[] {
  const refused = Map.groupBy(quantities.filter(({ answer }) => answer === "not comparable"), ({ note }) => note);
  const apart = Map.groupBy(words.filter(({ note }) => note !== ""), ({ note }) => note);
  return [
    ...[...apart].map(([note, all]) =>
      `Not comparable: ${countOf(all.length, "verdict")} on ${namesOf(all.map(({ claim }) => claim))}: ${note}`
    ),
    ...[...refused].map(([note, all]) =>
      `Not comparable: ${countOf(all.length, "quantity", "quantities")} of ${
        namesOf(all.map(({ name }) => name))
      }: ${note}`
    ),
    ...unpaired.map((line) => line[0]!.toUpperCase() + line.slice(1)),
  ];
}

function namesOf(names: readonly string[]): string {
  return [...new Set(names)].join(", ");
}

function timings({ timings, warnings }: RunComparison): string[] {
  if (timings.length === 0) return [];
  return [
    formatTable(
      [
        { title: "time" },
        { title: "where" },
        { title: "median A", align: "right" },
        { title: "median B", align: "right" },
        { title: "B / A", align: "right" },
        { title: "p, Holm", align: "right" },
        { title: "seeds" },
        { title: "answer" },
      ],
      timings.map(({ name, group, median, ratio, adjustedPValue, answer, seconds }) => [
        name,
        groupWords(group),
        formatValue(median.a, "s"),
        formatValue(median.b, "s"),
        formatValue(ratio),
        formatValue(adjustedPValue),
        `${seconds.a.length}, ${seconds.b.length}`,
        answer,
      ]),
    ),
    ...warnings.timings.map((warning) => `Timings: ${warning}`),
  ];
}

/** What was found, in numbers. */
function summary(comparison: RunComparison): string {
  const { answers, sameWalks, walks } = tallyComparison(comparison);
  const parts = comparison.walks.flatMap(({ partsAtEpoch = [] }) => partsAtEpoch);
  return [
    `${countOf(comparison.quantities.length, "quantity", "quantities")}: ${
      answers["beyond noise"]
    } moved beyond the seeds' noise, ` +
    `${answers["within noise"]} within it, ${
      answers["not comparable"]
    } not comparable, ${answers.identical} identical bit for bit`,
    `${countOf(walks, "walk")}: ${sameWalks} with the same theta to the end, bit for bit` +
    (parts.length === 0 ? "" : `, ${parts.length} part, the first at the end of epoch ${Math.min(...parts)}`),
  ].join("\n");
}
