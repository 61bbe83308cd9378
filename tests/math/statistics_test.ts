import { assertAlmostEquals, assertEquals } from "@std/assert";
import { deviation, mean, quantile } from "../../src/math/statistics.ts";

Deno.test("mean() and deviation() agree with NumPy", () => {
  // python3 -c "import numpy as np; v = np.array([.1, .2, .15, .3, .12]); print(v.mean(), v.std(ddof=1))"
  const values = [0.1, 0.2, 0.15, 0.3, 0.12];
  // Rounding of a few sums of numbers below 1.
  assertAlmostEquals(mean(values), 0.174, 1e-15);
  assertAlmostEquals(deviation(values), 0.07987490219086343, 1e-15);
});

Deno.test("deviation() is exactly 0 where all values agree, and NaN for fewer than two", () => {
  assertEquals(deviation([0.1, 0.1, 0.1]), 0);
  assertEquals(deviation([0.1]), NaN);
  assertEquals(deviation([]), NaN);
});

Deno.test("deviation() does not lose small differences beside a large mean", () => {
  assertEquals(deviation([1e9, 1e9 + 1, 1e9 + 2]), 1);
});

Deno.test("quantile() interpolates between order statistics as NumPy does", () => {
  // python3 -c "import numpy as np; print(np.quantile([1, 2, 4, 8], [0, .1, .5, .9, 1]))"
  const expected = [1, 1.3, 3, 6.8, 8];
  [0, 0.1, 0.5, 0.9, 1].forEach((share, index) => {
    // One product and one sum in float64.
    assertAlmostEquals(quantile([1, 2, 4, 8], share), expected[index]!, 1e-14);
  });
});
