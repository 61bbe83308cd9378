/** Two runs of the benchmarks, held against each other. */

import type { BenchRecord, BenchRow } from "../../store/bench_rows.ts";
import { compareSeconds, type SecondsComparison } from "./compare_seconds.ts";
import { otherCircumstances, otherVersions } from "./warnings.ts";

/** A benchmark in two runs; tested over its rounds, corrected over all benchmarks of the comparison. */
export interface BenchRowComparison extends SecondsComparison {
  /** The benchmark in the first run. */
  readonly a: BenchRow;
  /** The same in the second run. */
  readonly b: BenchRow;
}

/** What two runs of the benchmarks took. */
export interface BenchComparison {
  /** The first run, which the second is held against. */
  readonly a: Omit<BenchRecord, "results">;
  /** The second run. */
  readonly b: Omit<BenchRecord, "results">;
  /** What one should know of the two runs, in words. */
  readonly warnings: readonly string[];
  /** The benchmarks that both runs have, in the order of the second. */
  readonly rows: readonly BenchRowComparison[];
  /** What only one of them has, or with other work, in words. */
  readonly unpaired: readonly string[];
}

/** Fewer rounds than this tell nothing after Holm's correction over some seventy benchmarks: two of 7 part at 5.8e-4 at best. */
const leastRounds = 7;

/** A peak that moved by more than this is another machine's, or one that was busy: ours. */
const peakMove = 0.05;

/** Compares what two runs of the benchmarks took. */
export function compareBenches(first: BenchRecord, second: BenchRecord): BenchComparison {
  const { results: firstRows, ...a } = first;
  const { results: secondRows, ...b } = second;
  const known = new Map(firstRows.map((row) => [row.name, row]));
  const both = secondRows.flatMap((row) => known.has(row.name) ? [{ a: known.get(row.name)!, b: row }] : []);
  const same = both.filter((pair) => doTheSame(pair.a, pair.b));
  const compared = compareSeconds(same.map((pair) => ({ a: pair.a.seconds, b: pair.b.seconds })));
  return {
    a,
    b,
    warnings: findWarnings(first, second),
    rows: same.map((pair, index) => ({ ...pair, ...compared[index]! })),
    unpaired: [
      ...both.filter((pair) => !doTheSame(pair.a, pair.b)).map((pair) => `other work in A and B: ${pair.a.name}`),
      ...only("A", firstRows, secondRows),
      ...only("B", secondRows, firstRows),
    ],
  };
}

function doTheSame(a: BenchRow, b: BenchRow): boolean {
  return a.work.count === b.work.count && a.work.unit === b.work.unit;
}

function only(which: string, own: readonly BenchRow[], other: readonly BenchRow[]): string[] {
  const names = new Set(other.map(({ name }) => name));
  return own.filter(({ name }) => !names.has(name)).map(({ name }) => `only ${which} has ${name}`);
}

function findWarnings(a: BenchRecord, b: BenchRecord): string[] {
  const runs = [["A", a], ["B", b]] as const;
  const rounds = Math.min(...runs.flatMap(([, { results }]) => results.map(({ seconds }) => seconds.length)));
  return [
    ...runs.filter(([, { commit }]) => commit.dirty)
      .map(([name]) => `${name} ran with uncommitted changes: its commit alone does not give its figures`),
    ...runs.filter(([, { loadBefore, machine }]) => loadBefore > machine.cores / 4)
      .map(([name, { loadBefore }]) => `the machine was not free before ${name}: a load of ${loadBefore.toFixed(1)}`),
    ...otherCircumstances(a, b),
    ...otherVersions(a, b),
    ...a.versions.benchCode === b.versions.benchCode ? [] : ["the benchmarks' own code differs: what they do may, too"],
    ...rounds < leastRounds ? [`with ${rounds} rounds hardly anything can be told from noise`] : [],
    ...movedPeak(peakOf(a), peakOf(b)),
  ];
}

function movedPeak(a: number, b: number): string[] {
  const move = b / a - 1;
  if (!(Math.abs(move) > peakMove)) return [];
  const percent = `${(100 * Math.abs(move)).toFixed(0)} %`;
  return [
    `the machine's own matrix products were ${percent} ${move < 0 ? "slower" : "faster"} in B: ` +
    "it is another machine or was otherwise busy, and shares of the peak tell more than times",
  ];
}

/** The fastest matrix products, FLOP/s; -Infinity where none were measured. */
function peakOf({ results }: BenchRecord): number {
  const products = results.filter(({ kind }) => kind === "peak");
  return Math.max(...products.map(({ flops = NaN, fastestSeconds }) => flops / fastestSeconds));
}
