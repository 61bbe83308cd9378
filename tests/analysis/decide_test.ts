import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { decide, describeCriterion } from "../../src/analysis/decide.ts";
import type { Criterion } from "../../src/spec/claim.ts";

const below: Criterion = { kind: "below", limit: 0.01 };
const above: Criterion = { kind: "above", limit: 0.5 };

function seeds(values: readonly number[], count = 60) {
  return values.map((value, seed) => ({ seed, value, count }));
}

Deno.test("decide() supports where the interval lies wholly on the predicted side", () => {
  assertEquals(decide(above, seeds([0.8, 0.9, 0.85]), "share").word, "supported");
  assertEquals(decide(below, seeds([-2, -2.1, -1.9]), "nats").word, "supported");
});

Deno.test("decide() contradicts where the interval lies wholly on the other side", () => {
  assertEquals(decide(above, seeds([0.1, 0.2, 0.15]), "share").word, "contradicted");
  assertEquals(decide(below, seeds([0.2, 0.3, 0.25]), "share").word, "contradicted");
});

Deno.test("decide() leaves undecided where the interval holds the limit", () => {
  const { word, estimate } = decide(above, seeds([0.3, 0.6, 0.9]), "share");
  assertEquals([word, estimate.lower < 0.5, estimate.upper > 0.5], ["undecided", true, true]);
});

Deno.test("decide() gives the two-sided p-value of the limit", () => {
  // python3 -c "from scipy.stats import ttest_1samp as t; print(t([.6, .55, .7, .52, .66], .5).pvalue)", SciPy 1.10.1
  const values = [0.6, 0.55, 0.7, 0.52, 0.66];
  const expected = 0.03375976732421614;
  // The library's t distribution is right to 3e-8, the p-value has it twice.
  assertAlmostEquals(decide(above, seeds(values), "share").pValue, expected, 6e-8);
  const mirrored = values.map((value) => 1 - value);
  assertAlmostEquals(decide(above, seeds(mirrored), "share").pValue, expected, 6e-8);
});

const assumed = "the bound assumes bursts of 3 steps and a correlation of 0.02 within a seed";

Deno.test("decide() bounds a share without any event by its seeds, so that 1 % takes more than 300 steps", () => {
  const few = decide(below, seeds(Array(5).fill(0)), "share");
  assertEquals([few.word, few.estimate.lower, few.estimate.method], ["undecided", 0, "beta-binomial over seeds"]);
  assertEquals(few.note, `none in 300 steps of 5 seeds; at most 52 % of seeds have any; ${assumed}`);
  // What twelve seeds of 60 steps leave open, twelve of 360 rule out.
  assertEquals(decide(below, seeds(Array(12).fill(0)), "share").word, "undecided");
  const enough = decide(below, seeds(Array(12).fill(0), 360), "share");
  assertEquals(enough.word, "supported");
  // python3 -c "from scipy.stats import betabinom; print(2 * betabinom.pmf(0, 120, .01 * 49, .99 * 49) ** 12)", SciPy 1.17.1
  assertAlmostEquals(enough.pValue, 0.0012930013725601143, 1e-12); // logarithms of beta functions right to 1e-12
});

Deno.test("decide() bounds a share with the event at every step from below", () => {
  assertEquals(decide(above, seeds([1, 1, 1, 1, 1]), "share").word, "supported");
  assertEquals(decide(above, seeds([0, 0, 0, 0, 0]), "share").word, "contradicted");
  assertEquals(decide(above, seeds([1, 1, 1], 1), "share").word, "undecided"); // 0.025^(1/3) = 0.29
  assertEquals(decide(below, seeds([1, 1, 1], 1), "share").word, "contradicted");
  const { note, estimate } = decide(above, seeds([1, 1, 1, 1, 1]), "share");
  assertEquals(note, `all of 300 steps of 5 seeds; at least 48 % of seeds have all; ${assumed}`);
  assertEquals([estimate.upper, estimate.lower > 0.8], [1, true]);
});

Deno.test("decide() counts seeds also of a share between 0 and 1 that is the same for every seed", () => {
  const { word, estimate, note } = decide(below, seeds([0.005, 0.005, 0.005], 200), "share");
  assertEquals([word, estimate.method, note], ["undecided", "beta-binomial over seeds", assumed]);
});

Deno.test("decide() holds a rare share, or a rare limit, to the seeds' scatter and their counts, the less sure of both", () => {
  // One event in 540 steps: Student's interval alone ends at 0.6 %.
  const scattered = seeds([0, 1 / 60, 0, 0, 0, 0, 0, 0, 0]);
  const { word, estimate, pValue, note } = decide(below, scattered, "share");
  assertEquals([word, estimate.method], ["undecided", "student t and beta-binomial over seeds"]);
  assertEquals([estimate.lower, note], [0, assumed]);
  assert(estimate.upper > 0.01 && pValue > 0.05, `${estimate.upper}, ${pValue}`);
  // Far from 0 and from the limit counts say less than the seeds.
  assertEquals(decide(above, seeds([0.8, 0.9, 0.85]), "share").estimate.method, "student t");
});

Deno.test("decide() takes a greater correlation where the seeds show one, and says so", () => {
  const { note, word } = decide(below, seeds([0, 0, 0, 0, 6 / 60]), "share");
  assertEquals(word, "undecided");
  assertEquals(note, "the bound assumes bursts of 3 steps and a correlation of 0.085 within a seed");
});

Deno.test("decide() does not judge rank correlations whose seeds fall into two groups", () => {
  const negative: Criterion = { kind: "below", limit: -0.5 };
  const { word, pValue, note } = decide(negative, seeds([-1, -0.9, -1, 0.7, -1], 5), "rho");
  assertEquals([word, pValue], ["undecided", 1]);
  assertEquals(note, "the seeds fall into two groups, whose mean says nothing of either");
  assertEquals(decide(negative, seeds([-1, -0.9, -1, -0.7, -1], 5), "rho").word, "supported");
  assertEquals(decide(negative, seeds([0.9, 0.5, -0.3, 0.1, 0.6], 5), "rho").note, "");
});

Deno.test("decide() takes seeds that agree on something else than a share at their word", () => {
  const { word, pValue, note } = decide(below, seeds([0, 0, 0], 1), "nats");
  assertEquals([word, pValue, note], ["supported", 0, ""]);
  const two = decide(below, seeds([0, 0], 1), "nats");
  assertEquals([two.word, two.note], ["undecided", "all seeds agree, but a word needs 3 seeds"]);
});

Deno.test("decide() gives no word by the bootstrap's interval alone", () => {
  // Ten values like normal ones, 2.15 standard errors above the limit: t(0.975, 9) is 2.26.
  // python3 -c "from scipy.stats import ttest_1samp as t; print(t([-0.961, -0.385, -0.023, 0.275, 0.552, 0.808, 1.085, 1.383, 1.745, 2.32], 0).pvalue)", SciPy 1.10.1
  const values = [-0.961, -0.385, -0.023, 0.275, 0.552, 0.808, 1.085, 1.383, 1.745, 2.32];
  const { word, estimate, pValue, note } = decide({ kind: "above", limit: 0 }, seeds(values), "");
  assertEquals([estimate.method, estimate.lower > 0], ["bca bootstrap", true]);
  assertAlmostEquals(pValue, 0.060035413014783226, 6e-8); // as above
  assertEquals([word, note], ["undecided", "supported by its interval, but not by Student's t test: p = 0.06"]);
});

Deno.test("decide() finds no change where the 90 % interval lies inside the margin", () => {
  // python3 -c "from scipy.stats import ttest_1samp as t; v = [.02, -.01, .03, .01, -.02];
  //   print(max(t(v, -.05, alternative='greater').pvalue, t(v, .05, alternative='less').pvalue))", SciPy 1.10.1
  const { word, estimate, pValue } = decide(
    { kind: "within", limit: 0.05 },
    seeds([0.02, -0.01, 0.03, 0.01, -0.02]),
    "",
  );
  assertEquals([word, estimate.level], ["supported", 0.9]);
  assertAlmostEquals(pValue, 0.004503174805104771, 3e-8); // of the library's t distribution
});

Deno.test("decide() never takes an absent difference for no change", () => {
  const scattered = seeds([0.2, -0.2, 0.15, -0.1, -0.04]);
  assertEquals(decide({ kind: "within", limit: 0.05 }, scattered, "").word, "undecided");
});

Deno.test("decide() finds a change where the 95 % interval lies outside the margin, on either side", () => {
  // python3 -c "from scipy.stats import ttest_1samp as t; print(t([.2, .25, .18, .22, .3], .05).pvalue)", SciPy 1.10.1
  for (const sign of [1, -1]) {
    const values = seeds([0.2, 0.25, 0.18, 0.22, 0.3].map((value) => sign * value));
    const { word, pValue } = decide({ kind: "within", limit: 0.05 }, values, "");
    assertEquals(word, "contradicted");
    assertAlmostEquals(pValue, 0.0010130624186584255, 6e-8);
  }
});

const mostSeeds: Criterion = { kind: "in at least", limit: 0.9 };

function counted(count: number, n: number, criterion = mostSeeds) {
  return decide(criterion, seeds(Array.from({ length: n }, (_, seed) => Number(seed < count)), 1), "");
}

Deno.test("decide() counts seeds against the registered share, with the exact interval", () => {
  // python3 -c "from scipy.stats import binom, binomtest as b; print(b(6, 10).proportion_ci(.95), 2 * binom.cdf(6, 10, .9))", SciPy 1.17.1
  const { word, estimate, pValue, note } = counted(6, 10);
  assertEquals([word, estimate.mean, estimate.method, estimate.observations], [
    "contradicted",
    0.6,
    "exact over seeds",
    10,
  ]);
  assertAlmostEquals(estimate.lower, 0.2623780766069451, 1e-10); // sums of products, right to 1e-12
  assertAlmostEquals(estimate.upper, 0.8784477418801728, 1e-10);
  assertAlmostEquals(pValue, 0.025590396799999977, 1e-10);
  assertEquals(note, "in 6 of 10 seeds: at most 88 % of seeds");
  assertEquals(counted(7, 10).word, "undecided");
});

Deno.test("decide() says of seeds that all agree what share they show, and supports no greater one", () => {
  assertEquals(counted(5, 5).note, "in 5 of 5 seeds: at least 48 % of seeds");
  assertEquals(counted(10, 10).note, "in 10 of 10 seeds: at least 69 % of seeds");
  assertEquals([counted(5, 5).word, counted(10, 10).word, counted(35, 35).word], Array(3).fill("undecided"));
  assertEquals(counted(36, 36).word, "supported");
  const half: Criterion = { kind: "in at least", limit: 0.45 };
  assertEquals([counted(5, 5, half).word, counted(4, 5, half).word], ["supported", "undecided"]);
  assertEquals(counted(4, 5, { kind: "in at least", limit: 1 }).word, "contradicted");
});

Deno.test("decide() gives a word on a share of the seeds just where its p-value is at most 0.05", () => {
  for (const limit of [0.45, 0.6, 0.9]) {
    for (let count = 0; count <= 12; count++) {
      const { word, pValue } = counted(count, 12, { kind: "in at least", limit });
      assertEquals(word !== "undecided", pValue <= 0.05, `${count} of 12 against ${limit}`);
    }
  }
});

Deno.test("decide() counts only seeds that are so or not", () => {
  assertThrows(() => decide(mostSeeds, seeds([1, 0.5]), ""), RangeError, "0.5");
});

Deno.test("describeCriterion() says when a claim is supported", () => {
  assertEquals(describeCriterion(below), "95 % interval below 0.01");
  assertEquals(describeCriterion({ kind: "within", limit: 0.05 }), "90 % interval within ±0.05");
  assertEquals(describeCriterion(mostSeeds), "exact 95 % interval of the share of seeds at or above 90 %");
});
