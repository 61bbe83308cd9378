import { assertAlmostEquals, assertEquals } from "@std/assert";
import { mannWhitneyTest } from "../../src/math/mann_whitney.ts";

Deno.test("mannWhitneyTest() agrees with R where no values are equal", () => {
  // Rscript -e 'print(wilcox.test(c(1.1,2.2,3.3,4.4,5.5), c(2.5,3.6,4.7,5.8,6.9))$p.value, digits = 15)'
  const [x, y] = [[1.1, 2.2, 3.3, 4.4, 5.5], [2.5, 3.6, 4.7, 5.8, 6.9]];
  assertAlmostEquals(mannWhitneyTest(x, y), 0.222222222222222, 1e-14); // counts of ways, divided once
  assertAlmostEquals(mannWhitneyTest(y, x), 0.222222222222222, 1e-14);
});

Deno.test("mannWhitneyTest() agrees with R and SciPy where values are equal", () => {
  // Rscript -e 'print(wilcox.test(c(1,2,2,3,5), c(2,4,5,6,7,8), exact = FALSE)$p.value, digits = 15)'
  // python3 -c "from scipy.stats import mannwhitneyu as m; print(m([1,2,2,3,5], [2,4,5,6,7,8], method='asymptotic').pvalue)"
  assertAlmostEquals(mannWhitneyTest([1, 2, 2, 3, 5], [2, 4, 5, 6, 7, 8]), 0.0647689696988876, 1e-12); // the library's normal
});

Deno.test("mannWhitneyTest() agrees with R on many values, by the normal approximation", () => {
  // Rscript -e 'x <- (1:60)*1.0; y <- (1:60)*1.1 + 3.05; print(wilcox.test(x, y)$p.value, digits = 15)'
  const x = Array.from({ length: 60 }, (_, index) => index + 1);
  const y = x.map((value) => value * 1.1 + 3.05);
  assertAlmostEquals(mannWhitneyTest(x, y), 0.0846757416166366, 1e-12); // the library's normal distribution
});

Deno.test("mannWhitneyTest() is 1 where all values are the same and NaN without values", () => {
  assertEquals([mannWhitneyTest([2, 2], [2, 2, 2]), mannWhitneyTest([], [1])], [1, NaN]);
});

Deno.test("mannWhitneyTest() keeps its level: of the orders of 2 x 5 values at most 5 % are told apart", () => {
  // Of the 252 ways to deal ten ranks, 8 have an exact p of at most 0.05.
  let rejected = 0;
  let ways = 0;
  for (let bits = 0; bits < 1024; bits++) {
    const own = Array.from({ length: 10 }, (_, index) => index).filter((index) => bits >> index & 1);
    if (own.length !== 5) continue;
    ways++;
    const others = Array.from({ length: 10 }, (_, index) => index).filter((index) => !own.includes(index));
    if (mannWhitneyTest(own, others) <= 0.05) rejected++;
  }
  assertEquals([ways, rejected], [252, 8]);
});
