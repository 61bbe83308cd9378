import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { ranks } from "../../src/math/ranks.ts";
import { spearman } from "../../src/math/spearman.ts";

const sizes = [50, 100, 200, 400, 800];

Deno.test("spearman() agrees with SciPy, also with ties", () => {
  // python3 -c "from scipy.stats import spearmanr as s; x = [50, 100, 200, 400, 800];
  //   print(s(x, [.3, .1, .15, -.2, -.1]).statistic, s(x, [.3, .1, .1, -.2, .1]).statistic)", SciPy 1.10.1
  // A few sums and a root in float64.
  assertAlmostEquals(spearman(sizes, [0.3, 0.1, 0.15, -0.2, -0.1]), -0.7999999999999999, 1e-15);
  assertAlmostEquals(spearman(sizes, [0.3, 0.1, 0.1, -0.2, 0.1]), -0.6708203932499368, 1e-15);
});

Deno.test("spearman() sees only the order", () => {
  const values = [0.3, 0.1, 0.15, -0.2, -0.1];
  assertEquals(spearman(sizes.map(Math.log), values.map(Math.exp)), spearman(sizes, values));
});

Deno.test("spearman() is NaN for a constant and refuses different lengths", () => {
  assertEquals(spearman([1, 2, 3], [4, 4, 4]), NaN);
  assertThrows(() => spearman([1], [1, 2]), TypeError, "1 and 2");
});

Deno.test("ranks() gives equal values their mean rank", () => {
  assertEquals(ranks([10, -1, 10, 7, 10]), [4, 1, 4, 2, 4]);
});
