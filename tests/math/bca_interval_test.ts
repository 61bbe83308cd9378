import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { bcaInterval } from "../../src/math/bca_interval.ts";

const skewed = [0.12, 0.31, 0.08, 0.95, 0.22, 0.17, 0.4, 0.05, 1.6, 0.28];
const standardError = 0.15457324764941988;

Deno.test("bcaInterval() agrees with SciPy on a skewed sample", () => {
  // python3 -c "import numpy as np; from scipy.stats import bootstrap; v = np.array([.12, .31, .08, .95, .22, .17, .4, .05, 1.6, .28]);
  //   print([bootstrap((v,), np.mean, n_resamples=1_000_000, batch=100_000, confidence_level=p, method='BCa',
  //     random_state=1).confidence_interval for p in (.95, .9)])", SciPy 1.10.1
  const expected = [[0.95, 0.21, 0.857], [0.9, 0.234, 0.771]];
  // With 10,000 resamples an end's own quantile is known to sqrt(.025 * .975 / 1e4) / density, .027 standard errors in a
  // normal tail, and the bias to .0125, which counts twice: together .04, in this longer tail about .06. Twice that. The
  // plain percentile interval, [.177, .739] at .95, is off by .2 and .76.
  const tolerance = 0.12 * standardError;
  for (const [level, lower, upper] of expected) {
    const interval = bcaInterval(skewed, level!);
    assertAlmostEquals(interval.lower, lower!, tolerance);
    assertAlmostEquals(interval.upper, upper!, tolerance);
  }
});

Deno.test("bcaInterval() gives the same interval twice", () => {
  assertEquals(bcaInterval(skewed, 0.95), bcaInterval(skewed, 0.95));
});

Deno.test("bcaInterval() mirrors with the sample", () => {
  const { lower, upper } = bcaInterval(skewed, 0.95);
  const mirrored = bcaInterval(skewed.map((value) => -value), 0.95);
  // The same resamples, mirrored: what differs is rounding in sums and quantiles.
  assertAlmostEquals(mirrored.lower, -upper, 1e-9);
  assertAlmostEquals(mirrored.upper, -lower, 1e-9);
});

Deno.test("bcaInterval() scales and shifts with the sample", () => {
  const { lower, upper } = bcaInterval(skewed, 0.95);
  const moved = bcaInterval(skewed.map((value) => 4 * value - 3), 0.95);
  assertAlmostEquals(moved.lower, 4 * lower - 3, 1e-9);
  assertAlmostEquals(moved.upper, 4 * upper - 3, 1e-9);
});

Deno.test("bcaInterval() is NaN for one value and a point where all agree", () => {
  assertEquals(bcaInterval([1], 0.95), { lower: NaN, upper: NaN });
  assertEquals(bcaInterval(Array(10).fill(0.1), 0.95), { lower: 0.1, upper: 0.1 });
});

Deno.test("bcaInterval() stays finite where one seed of ten differs", () => {
  const { lower, upper } = bcaInterval([...Array(9).fill(0), 0.02], 0.95);
  assert(lower >= 0 && upper > 0.002 && upper <= 0.02, `${lower} ${upper}`);
});
