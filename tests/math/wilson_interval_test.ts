import { assertAlmostEquals, assertEquals } from "@std/assert";
import { wilsonInterval } from "../../src/math/wilson_interval.ts";

Deno.test("wilsonInterval() agrees with SciPy", () => {
  // python3 -c "from scipy.stats import binomtest as b; print([b(k, n).proportion_ci(.95, 'wilson') for k, n in
  //   ((9, 10), (0, 10), (10, 10), (3, 60))])", SciPy 1.10.1
  const expected = [
    [9, 10, 0.5958499732047615, 0.9821237869049271],
    [0, 10, 0, 0.27753279986288926],
    [10, 10, 0.7224672001371109, 1],
    [3, 60, 0.017149502164395668, 0.13700516476348518],
  ];
  for (const [count, n, lower, upper] of expected) {
    const interval = wilsonInterval(count!, n!, 0.95);
    // The library's normal quantile is right to float64.
    assertAlmostEquals(interval.lower, lower!, 1e-12);
    assertAlmostEquals(interval.upper, upper!, 1e-12);
  }
});

Deno.test("wilsonInterval() is NaN without observations", () => {
  assertEquals(wilsonInterval(1, 0, 0.95).lower, NaN);
});
