import { assertAlmostEquals, assertEquals } from "@std/assert";
import { exactBinomialInterval, exactBinomialTest } from "../../src/math/exact_binomial.ts";

Deno.test("exactBinomialInterval() agrees with SciPy", () => {
  // python3 -c "from scipy.stats import binomtest as b; print(b(3, 60).proportion_ci(.95), b(3, 60, .02, 'greater').pvalue)"
  const { lower, upper } = exactBinomialInterval(3, 60, 0.95);
  // Sums of products of logarithms' exponentials, right to about 1e-12.
  assertAlmostEquals(lower, 0.01043232964434822, 1e-10);
  assertAlmostEquals(upper, 0.13924324672110006, 1e-10);
  assertAlmostEquals(exactBinomialTest(3, 60, 0.02), 2 * 0.11874202512133669, 1e-10);
});

Deno.test("exactBinomialInterval() has one open end where all observations are alike", () => {
  // python3 -c "from scipy.stats import binomtest as b; print(b(0, 300).proportion_ci(.95))", SciPy 1.17.1
  const none = exactBinomialInterval(0, 300, 0.95);
  assertEquals(none.lower, 0);
  assertAlmostEquals(none.upper, 0.012220974694296421, 1e-12); // one power in float64
  const all = exactBinomialInterval(300, 300, 0.95);
  assertAlmostEquals(all.lower, 1 - 0.012220974694296421, 1e-12);
  assertEquals(all.upper, 1);
});

Deno.test("exactBinomialTest() is 1 - level at the ends of the interval of that level", () => {
  for (const count of [0, 1, 7, 20]) {
    for (const level of [0.9, 0.99]) {
      // None and all of them are no exception: half of 1 - level lies beyond the one end that there is.
      const { lower, upper } = exactBinomialInterval(count, 20, level);
      const ends = [...count > 0 ? [lower] : [], ...count < 20 ? [upper] : []];
      for (const end of ends) assertAlmostEquals(exactBinomialTest(count, 20, end), 1 - level, 1e-10); // as above
    }
  }
});

Deno.test("exactBinomialTest() rules out what the data rule out, and cannot rule out what they fit", () => {
  assertEquals([exactBinomialTest(0, 5, 0), exactBinomialTest(5, 5, 1), exactBinomialTest(0, 5, 1)], [1, 1, 0]);
  assertEquals([exactBinomialTest(2, 5, 0), exactBinomialTest(2, 5, 1)], [0, 0]);
  assertEquals(exactBinomialTest(2, 4, 0.5), 1);
});

Deno.test("exactBinomialTest() is the sum of the binomial's chances, for few observations too", () => {
  // 2 (0.6^4 + 4 * 0.4 * 0.6^3), of which lib-r-math.js has 1e-3 less.
  assertAlmostEquals(exactBinomialTest(1, 4, 0.4), 2 * 0.4752, 1e-12);
  // 1 - (1 - p)^2 = 0.025 at the lower end of one in two.
  assertAlmostEquals(exactBinomialInterval(1, 2, 0.95).lower, 1 - Math.sqrt(0.975), 1e-12);
});
