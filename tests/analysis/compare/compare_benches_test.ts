import { assertAlmostEquals, assertEquals } from "@std/assert";
import { compareBenches } from "../../../src/analysis/compare/compare_benches.ts";
import type { BenchResult, BenchRun } from "../../../src/spec/bench.ts";
import { type BenchRecord, readBenches, saveBench } from "../../../src/store/bench_rows.ts";
import { openStore } from "../../../src/store/reader.ts";
import { inResults } from "../../store/fixtures.ts";
import { someBench, someResult } from "../../store/some_bench.ts";

/** Runs as a store gives them back: `a` and `b`, these in what they differ in. */
async function stored(a: Partial<BenchRun>, b: Partial<BenchRun>): Promise<[BenchRecord, BenchRecord]> {
  const found: BenchRecord[] = [];
  await inResults(async (results) => {
    await saveBench(results, someBench({ id: "a", ...a }));
    await saveBench(results, someBench({ id: "b", started: "2026-11-22T00:00:00.000Z", ...b }));
    using store = await openStore(results);
    found.push(...await readBenches(store.query));
  });
  return [found[1]!, found[0]!];
}

/** Eight rounds around so many seconds, within 4 %. */
const rounds = (seconds: number) => Array.from({ length: 8 }, (_, round) => seconds * (1 + round / 200));
/** The same rounds a little later: between those of the first, so that no test tells them apart. */
const between = (seconds: number) => rounds(seconds * 1.001);
const peak = (seconds: readonly number[]): BenchResult =>
  someResult("product", seconds, { kind: "peak", work: { count: 1, unit: "products" } });

Deno.test("compareBenches() finds a planted speed-up and slow-down, and no other difference", async () => {
  const [a, b] = await stored(
    {
      results: [
        peak(rounds(0.01)),
        someResult("same", rounds(1)),
        someResult("up", rounds(2)),
        someResult("down", rounds(3)),
      ],
    },
    {
      results: [
        peak(between(0.01)),
        someResult("same", between(1)),
        someResult("up", rounds(1)),
        someResult("down", rounds(3.3)),
      ],
    },
  );
  const { rows, warnings, unpaired } = compareBenches(a, b);
  assertEquals(rows.map(({ b, answer }) => [b.name, answer]), [
    ["product", "no difference seen"],
    ["same", "no difference seen"],
    ["up", "faster"],
    ["down", "slower"],
  ]);
  const [, , up, down] = rows;
  // Medians of 2 and 1 times the same rounds, and 3 and 3.3 times; to rounding.
  assertAlmostEquals(up!.ratio, 0.5, 1e-12);
  assertAlmostEquals(down!.ratio, 1.1, 1e-12);
  // Of the 12,870 ways to deal sixteen ranks two part them like this; times four, the number of tests. To rounding.
  assertAlmostEquals(up!.adjustedPValue, 4 * 2 / 12_870, 1e-12);
  assertEquals([warnings, unpaired], [[], []]);
});

Deno.test("compareBenches() keeps apart what does other work or stands in one run alone", async () => {
  const [a, b] = await stored(
    { results: [someResult("both", rounds(1)), someResult("changed", rounds(1)), someResult("gone", rounds(1))] },
    {
      results: [
        someResult("new", rounds(1)),
        someResult("changed", rounds(2), { work: { count: 200, unit: "images" } }),
        someResult("both", rounds(1)),
      ],
    },
  );
  const { rows, unpaired } = compareBenches(a, b);
  assertEquals(rows.map(({ b }) => b.name), ["both"]);
  assertEquals(unpaired, ["other work in A and B: changed", "only A has gone", "only B has new"]);
});

Deno.test("compareBenches() warns of other machines, threads, code and versions, of changes, load, few rounds and another peak", async () => {
  const { commit, machine, engine, versions } = someBench();
  const [a, b] = await stored(
    { results: [peak([0.01, 0.01])] },
    {
      results: [peak([0.02, 0.02])],
      commit: { ...commit, dirty: true },
      machine: { ...machine, hostname: "other" },
      engine: { ...engine, threads: 2 },
      versions: { ...versions, deno: "3.0.0", benchCode: "b", walkCode: "w" },
      loadBefore: 2,
    },
  );
  assertEquals(compareBenches(a, b).warnings, [
    "B ran with uncommitted changes: its commit alone does not give its figures",
    "the machine was not free before B: a load of 2.0",
    "the machine differs: host and other",
    "threads a walk differs: 1 and 2",
    "deno's version differs: 2.9.6 and 3.0.0",
    "the benchmarks' own code differs: what they do may, too",
    "with 2 rounds hardly anything can be told from noise",
    "the machine's own matrix products were 50 % slower in B: it is another machine or was otherwise busy, and shares of the " +
    "peak tell more than times",
  ]);
});
