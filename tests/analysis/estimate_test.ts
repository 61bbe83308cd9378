import { assertAlmostEquals, assertEquals } from "@std/assert";
import { estimateMean, estimateShare } from "../../src/analysis/estimate.ts";

function seeds(values: readonly number[], count = 60) {
  return values.map((value, seed) => ({ seed, value, count }));
}

Deno.test("estimateMean() uses Student's t below 10 seeds and the BCa bootstrap from 10 on", () => {
  const values = [0.1, 0.2, 0.15, 0.3, 0.12, 0.25, 0.17, 0.22, 0.19, 0.14];
  assertEquals(estimateMean(seeds(values.slice(0, 9)), 0.95).method, "student t");
  assertEquals(estimateMean(seeds(values), 0.95).method, "bca bootstrap");
});

Deno.test("estimateMean() gives the mean over seeds, n and the observations together", () => {
  const estimate = estimateMean([{ seed: 0, value: 0, count: 10 }, { seed: 1, value: 1, count: 90 }], 0.95);
  // Each seed weighs the same: pooled over steps it would be 0.9.
  assertEquals([estimate.mean, estimate.seeds, estimate.observations, estimate.level], [0.5, 2, 100, 0.95]);
  assertAlmostEquals(estimate.deviation, Math.SQRT1_2, 1e-15); // one square root in float64
});

Deno.test("estimateMean() has no bounds for one seed", () => {
  const { mean, deviation, lower, upper, seeds: n } = estimateMean(seeds([0.3]), 0.95);
  assertEquals([mean, deviation, lower, upper, n], [0.3, NaN, NaN, NaN, 1]);
});

Deno.test("estimateMean() gives a point where all seeds agree", () => {
  for (const n of [5, 10]) {
    const { lower, upper, deviation } = estimateMean(seeds(Array(n).fill(0.25)), 0.95);
    assertEquals([lower, upper, deviation], [0.25, 0.25, 0]);
  }
});

Deno.test("estimateMean() does not depend on the order of the rows", () => {
  const values = seeds([0.1, 0.2, 0.15, 0.3, 0.12, 0.25, 0.17, 0.22, 0.19, 0.94]);
  assertEquals(estimateMean(values.toReversed(), 0.95), estimateMean(values, 0.95));
});

Deno.test("estimateShare() is the mean's interval cut at 0 and 1, and the exact binomial one where all seeds agree", () => {
  const cut = estimateShare(seeds([0.2, 1]), 0.95);
  assertEquals([cut.lower, cut.upper, cut.method], [0, 1, "student t"]);
  const none = estimateShare(seeds([0, 0, 0, 0, 0]), 0.95);
  assertEquals([none.lower, none.method, none.observations], [0, "exact binomial bound", 300]);
  assertAlmostEquals(none.upper, 1 - 0.05 ** (1 / 300), 1e-15); // the same formula in float64
  const all = estimateShare(seeds([1, 1]), 0.9);
  assertAlmostEquals(all.lower, 0.1 ** (1 / 120), 1e-12); // 1 - 0.9 is rounded
  assertEquals(all.upper, 1);
});

Deno.test("estimateShare() has no bounds for one seed", () => {
  const { lower, upper } = estimateShare(seeds([0]), 0.95);
  assertEquals([lower, upper], [NaN, NaN]);
});
