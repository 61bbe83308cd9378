/** A comparison of two runs of the benchmarks for people at a terminal. */

import type { BenchComparison } from "../analysis/compare/compare_benches.ts";
import { formatDuration, formatShare } from "../report/format_bench.ts";
import { formatValue } from "../report/format_value.ts";
import type { Colours } from "./colours.ts";
import { countOf } from "./count_of.ts";
import { formatTable } from "./table.ts";

/** What both runs took, benchmark by benchmark; where `onlyChanged`, what a test tells apart. */
export function formatBenchComparison(
  { a, b, warnings, rows, unpaired }: BenchComparison,
  { onlyChanged, colours: { bold, yellow } }: { readonly onlyChanged: boolean; readonly colours: Colours },
): string {
  const describe = ({ id, commit }: BenchComparison["a"]) =>
    `${id}  ${
      commit.hash === "" ? commit.subject || "outside a git checkout" : `${commit.hash.slice(0, 12)} ${commit.subject}`
    }`;
  const count = (answer: string) => rows.filter((row) => row.answer === answer).length;
  const seen = rows.filter(({ answer }) => answer === "faster" || answer === "slower");
  const told = onlyChanged ? seen : rows;
  return [
    bold("Benchmarks"),
    `A  ${describe(a)}`,
    `B  ${describe(b)}`,
    ...told.length === 0 ? [] : ["", table(told)],
    ...warnings.length + unpaired.length === 0 || onlyChanged ? [] : [""],
    ...onlyChanged ? [] : warnings.map((warning) => yellow(`Note: ${warning}`)),
    ...onlyChanged ? [] : unpaired.map((line) => line[0]!.toUpperCase() + line.slice(1)),
    "",
    `${countOf(rows.length, "benchmark")}: ${count("faster")} faster in B, ${count("slower")} slower, ` +
    `${rows.length - seen.length} without a difference seen`,
  ].join("\n");
}

function table(rows: BenchComparison["rows"]): string {
  return formatTable(
    [
      { title: "benchmark" },
      { title: "median A", align: "right" },
      { title: "median B", align: "right" },
      { title: "B / A", align: "right" },
      { title: "of peak A", align: "right" },
      { title: "of peak B", align: "right" },
      { title: "p, Holm", align: "right" },
      { title: "B is" },
    ],
    rows.map(({ a, b, median, ratio, adjustedPValue, answer }) => [
      b.name,
      formatDuration(median.a),
      formatDuration(median.b),
      formatValue(ratio),
      formatShare(a.peakShare),
      formatShare(b.peakShare),
      formatValue(adjustedPValue),
      answer,
    ]),
  );
}
