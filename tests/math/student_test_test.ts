import { assertAlmostEquals, assertEquals } from "@std/assert";
import { deviation, mean } from "../../src/math/statistics.ts";
import { studentTest } from "../../src/math/student_test.ts";

Deno.test("studentTest() agrees with SciPy", () => {
  // python3 -c "from scipy.stats import ttest_1samp as t; v = [.1, .2, .15, .3, .12];
  //   print([t(v, m, alternative='greater').pvalue for m in (.1, .174, .3)])", SciPy 1.10.1
  const values = [0.1, 0.2, 0.15, 0.3, 0.12];
  const summary = { mean: mean(values), deviation: deviation(values), n: 5 };
  [[0.1, 0.05351785436857572], [0.174, 0.5], [0.3, 0.9878554526707091]].forEach(([limit, expected]) => {
    // The library's t distribution is right to 3e-8.
    assertAlmostEquals(studentTest(summary, limit!), expected!, 3e-8);
  });
});

Deno.test("studentTest() is NaN for one value, and certain where all agree", () => {
  assertEquals(studentTest({ mean: 1, deviation: NaN, n: 1 }, 0), NaN);
  const agreeing = { mean: 1, deviation: 0, n: 3 };
  assertEquals([0, 1, 2].map((limit) => studentTest(agreeing, limit)), [0, 0.5, 1]);
});
