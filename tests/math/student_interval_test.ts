import { assertAlmostEquals, assertEquals } from "@std/assert";
import { studentInterval } from "../../src/math/student_interval.ts";

Deno.test("studentInterval() agrees with SciPy", () => {
  // python3 -c "import numpy as np; from scipy.stats import t; v = np.array([.1, .2, .15, .3, .12]);
  //   print([t.interval(p, 4, v.mean(), v.std(ddof=1) / 5**.5) for p in (.95, .99)])", SciPy 1.10.1
  const values = [0.1, 0.2, 0.15, 0.3, 0.12];
  const expected = [[0.95, 0.07482220958955771, 0.27317779041044227], [0.99, 0.00953647240054209, 0.33846352759945786]];
  for (const [level, lower, upper] of expected) {
    const interval = studentInterval(values, level!);
    // The library's t quantile is right to 6e-8 of itself; half-widths here are below 0.2.
    assertAlmostEquals(interval.lower, lower!, 2e-8);
    assertAlmostEquals(interval.upper, upper!, 2e-8);
  }
});

Deno.test("studentInterval() is NaN for one value and a point where all agree", () => {
  assertEquals(studentInterval([1], 0.95), { lower: NaN, upper: NaN });
  assertEquals(studentInterval([2, 2, 2], 0.95), { lower: 2, upper: 2 });
});
