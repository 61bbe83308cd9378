/** A comparison of two runs for people at a terminal. */

import type { WordComparison } from "../analysis/compare/compare_words.ts";
import type { RunComparison } from "../analysis/compare/compare_runs.ts";
import { findSensitivity } from "../analysis/compare/sensitivity.ts";
import { tallyComparison } from "../analysis/compare/tally.ts";
import { describeOverall } from "../report/compared_timings.ts";
import { formatPValue } from "../report/format_p_value.ts";
import { formatValue } from "../report/format_value.ts";
import { groupWords } from "../report/group_words.ts";
import { sensitivityWords } from "../report/sensitivity_words.ts";
import type { RunRecord } from "../store/run_rows.ts";
import type { Colours } from "./colours.ts";
import { countOf } from "./count_of.ts";
import { formatQuantities, type QuantityTableOptions } from "./quantity_table.ts";
import { formatTable } from "./table.ts";

/** Words that changed first, then what moved, then the walks, what is not comparable and the timings. */
export function formatComparison(comparison: RunComparison, options: QuantityTableOptions): string {
  const { onlyChanged } = options;
  return [
    ...header(comparison, options.colours),
    ...section(
      onlyChanged ? [] : comparison.warnings.numbers.map((warning) => options.colours.yellow(`Note: ${warning}`)),
    ),
    ...section(changedWords(comparison, options.colours)),
    ...section(onlyChanged ? [] : flippedWords(comparison)),
    ...section(endings(comparison)),
    ...section(formatQuantities(comparison.quantities, options)),
    ...section(onlyChanged ? [] : notComparable(comparison)),
    ...section(onlyChanged ? [] : timings(comparison)),
    "",
    ...summary(comparison),
    ...sensitivityWords(findSensitivity(comparison.quantities)),
  ].join("\n");
}

function section(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", ...lines];
}

function header({ a, b }: RunComparison, { bold }: Colours): string[] {
  const describe = ({ id, commit }: RunRecord) =>
    `${id}  ${
      commit.hash === "" ? commit.subject || "outside a git checkout" : `${commit.hash.slice(0, 12)} ${commit.subject}`
    }`;
  return [
    bold(`${b.suite}, preset ${a.preset === b.preset ? b.preset : `${a.preset} and ${b.preset}`}`),
    `A  ${describe(a)}`,
    `B  ${describe(b)}`,
  ];
}

function changedWords({ words }: RunComparison, { bold }: Colours): string[] {
  const changed = words.filter(({ move }) => move === "changed");
  if (changed.length === 0) return ["No verdict changed"];
  const title = changed.length === 1 ? "A verdict changed" : `${changed.length} verdicts changed`;
  return [bold(title), formatWords(changed)];
}

/** Words that are other ones by noise alone. */
function flippedWords({ words }: RunComparison): string[] {
  const flipped = words.filter(({ move }) => move === "flipped");
  if (flipped.length === 0) return [];
  return [
    `${countOf(flipped.length, "word")} flipped though the value behind did not move beyond noise: no change`,
    formatWords(flipped),
  ];
}

function formatWords(words: readonly WordComparison[]): string {
  return formatTable(
    [{ title: "claim" }, { title: "group" }, { title: "A" }, { title: "B" }, { title: "its value" }],
    words.map(({ claim, group, a = "", b = "", why }) => [claim, groupWords(group), a, b, why]),
  );
}

function endings({ walks }: RunComparison): string[] {
  return walks.filter(({ status }) => status.a !== status.b).map(({ group, seed, status }) =>
    `${groupWords(group)}, seed ${seed} ${status.a} in A and ${status.b} in B`
  );
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

function timings({ timings, overall, warnings }: RunComparison): string[] {
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
        formatPValue(adjustedPValue),
        `${seconds.a.length}, ${seconds.b.length}`,
        answer,
      ]),
    ),
    ...overall.map((one) => `${describeOverall(one)}, p after Holm ${formatPValue(one.adjustedPValue)}`),
    ...warnings.timings.map((warning) => `Timings: ${warning}`),
  ];
}

/** What was found, in numbers. */
function summary(comparison: RunComparison): string[] {
  const { answers, sameWalks, walks } = tallyComparison(comparison);
  const parts = comparison.walks.flatMap(({ partsAtEpoch = [] }) => partsAtEpoch);
  return [
    `${countOf(comparison.quantities.length, "quantity", "quantities")}: ${
      answers["beyond noise"]
    } moved beyond the seeds' noise, ` +
    `${answers["within noise"]} within it, ${answers["not comparable"]} not comparable, ${
      answers["same to rounding"]
    } the same to rounding, ${answers.identical} identical bit for bit`,
    `${countOf(walks, "walk")}: ${sameWalks} with the same theta to the end, bit for bit` +
    (parts.length === 0 ? "" : `, ${parts.length} part, the first at the end of epoch ${Math.min(...parts)}`),
  ];
}
