import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { decide, describeCriterion } from "../../src/analysis/decide.ts";
import type { Criterion } from "../../src/spec/claim.ts";

const below: Criterion = { kind: "below", limit: 0.01 };
const above: Criterion = { kind: "above", limit: 0.5 };

function seeds(values: readonly number[], count = 60) {
  return values.map((value, seed) => ({ seed, value, count }));
}

/** Three seeds with the same share over so many observations together. */
function agreeing(value: number, observations: number) {
  return [0, 1, 2].map((seed) => ({ seed, value, count: Math.floor((observations + seed) / 3) }));
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

Deno.test("decide() bounds a share without any event by the binomial, so that 300 steps are enough for 1 % and 200 are not", () => {
  const enough = decide(below, agreeing(0, 300), "share");
  assertEquals([enough.word, enough.estimate.lower, enough.estimate.method], ["supported", 0, "exact binomial bound"]);
  assertAlmostEquals(enough.estimate.upper, 0.00994, 1e-5); // 1 - 0.05^(1/300), written to five decimals
  assertAlmostEquals(enough.pValue, 0.99 ** 300, 1e-12); // a power in float64
  assertEquals(
    enough.note,
    "none in 300 observations: those of one run are correlated, so the bound is optimistic",
  );
  assertEquals(decide(below, agreeing(0, 298), "share").word, "undecided");
  assertEquals(decide(below, agreeing(0, 200), "share").word, "undecided");
});

Deno.test("decide() bounds a share with the event at every step from below", () => {
  assertEquals(decide(above, agreeing(1, 4), "share").word, "undecided"); // 0.05^(1/4) = 0.47
  assertEquals(decide(above, agreeing(1, 6), "share").word, "supported"); // 0.05^(1/6) = 0.61
  assertEquals(decide(above, agreeing(0, 4), "share").word, "undecided");
  assertEquals(decide(above, agreeing(0, 6), "share").word, "contradicted");
  assertEquals(decide(below, agreeing(1, 2), "share").word, "contradicted");
});

Deno.test("decide() gives two seeds that agree on a share no word", () => {
  const few = "all seeds agree, but a word needs 3 seeds";
  const correlated = "those of one run are correlated, so the bound is optimistic";
  for (const [share, seen] of [[0, "none in"], [1, "all of"]] as const) {
    const { word, note } = decide(above, seeds([share, share]), "share");
    assertEquals([word, note], ["undecided", `${few}; ${seen} 120 observations: ${correlated}`]);
  }
  assertEquals(decide(above, seeds([1, 1, 1]), "share").word, "supported");
  assertEquals(decide(above, seeds([1, 1], 1), "share").note, `all of 2 observations: ${correlated}`);
});

Deno.test("decide() bounds also a share between 0 and 1 that is the same for every seed", () => {
  const { word, estimate } = decide(below, agreeing(0.005, 400), "share");
  assertEquals([word, estimate.method], ["undecided", "exact binomial bound"]);
});

Deno.test("decide() takes seeds that agree on something else than a share at their word", () => {
  const { word, pValue, note } = decide(below, agreeing(0, 2), "nats");
  assertEquals([word, pValue, note], ["supported", 0, ""]);
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

Deno.test("decide() counts seeds, with Wilson's interval", () => {
  const criterion: Criterion = { kind: "in at least", limit: 0.9, byChance: 0.5 };
  const of = (count: number, n: number) =>
    decide(criterion, seeds(Array.from({ length: n }, (_, seed) => Number(seed < count)), 1), "");
  const { word, estimate, pValue } = of(9, 10);
  assertEquals([word, estimate.mean, estimate.method, estimate.observations], ["supported", 0.9, "wilson score", 10]);
  // python3 -c "from scipy.stats import binom, norm; print(binom.sf(8, 10, .5), 2 * norm.cdf(-.5 / (.9 * .1 / 10)**.5))"
  assertAlmostEquals(pValue, 0.0107421875, 1e-8); // the library's binomial distribution is right to 1e-9
  assertEquals(of(8, 10).word, "undecided");
  assertEquals(of(4, 10).word, "contradicted");
  assertAlmostEquals(of(4, 10).pValue, 1.3608022911357282e-07, 1e-12); // the normal distribution to float64
});

Deno.test("decide() does not take for an order what chance would give", () => {
  const order = (n: number, byChance: number) =>
    decide({ kind: "in at least", limit: 0.9, byChance }, seeds(Array(n).fill(1)), "");
  assertEquals(order(4, 0.5).word, "undecided");
  assertEquals(order(4, 0.5).note, "in 4 of 4 seeds, which chance would give with p = 0.063");
  assertEquals(order(5, 0.5).word, "supported");
  assertEquals(order(2, 1 / 6).word, "supported");
});

Deno.test("decide() counts only seeds that are so or not", () => {
  assertThrows(
    () => decide({ kind: "in at least", limit: 0.9, byChance: 0.5 }, seeds([1, 0.5]), ""),
    RangeError,
    "0.5",
  );
});

Deno.test("describeCriterion() says when a claim is supported", () => {
  assertEquals(describeCriterion(below), "95 % interval below 0.01");
  assertEquals(describeCriterion({ kind: "within", limit: 0.05 }), "90 % interval within ±0.05");
  assertEquals(describeCriterion({ kind: "in at least", limit: 0.9, byChance: 0.5 }), "in at least 90 % of the seeds");
});
