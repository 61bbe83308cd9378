import { assertAlmostEquals, assertEquals } from "@std/assert";
import { decide } from "../../src/analysis/decide.ts";
import type { Criterion } from "../../src/spec/claim.ts";

const below: Criterion = { kind: "below", limit: 0.01 };
const above: Criterion = { kind: "above", limit: 0.5 };

function seeds(values: readonly number[], count = 60) {
  return values.map((value, seed) => ({ seed, value, count }));
}

/** Two seeds with the same share over so many observations together. */
function agreeing(value: number, observations: number) {
  return seeds([value, value], observations / 2);
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

Deno.test("decide() bounds also a share between 0 and 1 that is the same for every seed", () => {
  const { word, estimate } = decide(below, agreeing(0.005, 400), "share");
  assertEquals([word, estimate.method], ["undecided", "exact binomial bound"]);
});

Deno.test("decide() takes seeds that agree on something else than a share at their word", () => {
  const { word, pValue, note } = decide(below, agreeing(0, 2), "nats");
  assertEquals([word, pValue, note], ["supported", 0, ""]);
});
