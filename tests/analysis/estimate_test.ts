import { assertAlmostEquals, assertEquals } from "@std/assert";
import { countedMethod, estimateMean, estimateShare, isRare, leastDependence } from "../../src/analysis/estimate.ts";
import { betaBinomialInterval, intraclassCorrelation } from "../../src/math/beta_binomial.ts";

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

Deno.test("estimateShare() is the mean's interval cut at 0 and 1, and the beta-binomial one where all seeds agree", () => {
  const cut = estimateShare(seeds([0.2, 1]), 0.95);
  assertEquals([cut.lower, cut.upper, cut.method], [0, 1, "student t"]);
  const none = estimateShare(seeds([0, 0, 0, 0, 0]), 0.95);
  assertEquals([none.lower, none.method, none.observations], [0, countedMethod, 300]);
  const counts = (events: number) => Array.from({ length: 5 }, () => ({ events, steps: 60 }));
  assertEquals(none.upper, betaBinomialInterval(counts(0), 0.95, leastDependence).upper);
  const all = estimateShare(seeds([1, 1, 1, 1, 1]), 0.9);
  assertEquals([all.lower, all.upper], [betaBinomialInterval(counts(60), 0.9, leastDependence).lower, 1]);
});

Deno.test("estimateShare() of a rare share holds both intervals, that of the seeds' scatter and that of their counts", () => {
  const values = seeds([0, 1 / 60, 0, 2 / 60, 0]);
  const { lower, upper, method, mean } = estimateShare(values, 0.95);
  assertEquals(method, `student t and ${countedMethod}`);
  const scatter = estimateMean(values, 0.95);
  const counts = values.map(({ value, count }) => ({ events: Math.round(value * count), steps: count }));
  const dependence = { ...leastDependence, correlation: Math.max(0.02, intraclassCorrelation(counts)) };
  const counted = betaBinomialInterval(counts, 0.95, dependence);
  assertEquals([lower, upper], [
    Math.max(0, Math.min(scatter.lower, counted.lower)),
    Math.max(scatter.upper, counted.upper),
  ]);
  assertAlmostEquals(mean, 0.01, 1e-15); // a mean of five in float64
  // A share that is not rare is counted only where it is held against something rare.
  const common = seeds([0.3, 0.4, 0.35]);
  assertEquals(estimateShare(common, 0.95).method, "student t");
  assertEquals(estimateShare(common, 0.95, { rare: true }).method, `student t and ${countedMethod}`);
  assertEquals([0, 0.01, 0.05, 0.06, 0.94, 0.97].map(isRare), [true, true, true, false, false, true]);
});

Deno.test("estimateShare() has no bounds for one seed", () => {
  for (const share of [0, 0.5, 1]) {
    const { lower, upper } = estimateShare(seeds([share]), 0.95);
    assertEquals([lower, upper], [NaN, NaN]);
  }
});
