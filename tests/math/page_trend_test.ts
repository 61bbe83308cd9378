import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { pageTrend } from "../../src/math/page_trend.ts";

Deno.test("pageTrend() is exact for few conditions, as SciPy is", () => {
  // python3 -c "from scipy.stats import page_trend_test as p; t = [[2.9, 3.4, 3.1, 4.], [1.2, 1.9, 2.2, 2.1], [3.3, 3., 3.9, 4.4],
  //   [2., 2.5, 2.4, 3.6], [4.1, 4., 4.3, 4.2]]; print(p(t), p([r[::-1] for r in t]).pvalue)", SciPy 1.10.1
  const table = [[2.9, 3.4, 3.1, 4], [1.2, 1.9, 2.2, 2.1], [3.3, 3, 3.9, 4.4], [2, 2.5, 2.4, 3.6], [4.1, 4, 4.3, 4.2]];
  const { statistic, pValue, method } = pageTrend(table);
  assertEquals([statistic, method], [144, "exact"]);
  assertAlmostEquals(pValue, 0.0010039404095936214, 1e-12); // sums of some dozens of products in float64
  assertAlmostEquals(pageTrend(table.map((row) => row.toReversed())).pValue, 0.9995530367878729, 1e-12);
});

Deno.test("pageTrend() is normal for many conditions, as SciPy is", () => {
  // python3 -c "from scipy.stats import page_trend_test as p; print(p([[1, 3, 2, 5, 4, 6, 8, 7], [2, 1, 4, 3, 6, 5, 7, 8],
  //   [3, 1, 2, 8, 5, 7, 4, 6]], method='asymptotic'))", SciPy 1.10.1
  const found = pageTrend([[1, 3, 2, 5, 4, 6, 8, 7], [2, 1, 4, 3, 6, 5, 7, 8], [3, 1, 2, 8, 5, 7, 4, 6]]);
  assertEquals([found.statistic, found.method], [588, "normal"]);
  assertAlmostEquals(found.pValue, 0.0001037507970309169, 1e-12); // the library's normal distribution is right to float64
});

Deno.test("pageTrend() takes ties at their mean rank, by the normal distribution", () => {
  const { statistic, method } = pageTrend([[1, 1, 2], [1, 2, 3]]);
  assertEquals([statistic, method], [1.5 + 3 + 9 + 14, "normal"]);
});

Deno.test("pageTrend() refuses rows of different lengths and fewer than three conditions", () => {
  for (const table of [[], [[1, 2]], [[1, 2, 3], [1, 2]]]) assertThrows(() => pageTrend(table), TypeError);
});
