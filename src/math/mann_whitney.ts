import { pnorm, pwilcox } from "lib-r-math.js";
import { ranks } from "./ranks.ts";

/** From this many values in both samples on the statistic is taken for normal, as R does: its exact distribution grows with their product. */
const manyValues = 50;

/**
 * The two-sided p-value of the Mann-Whitney test that two independent samples come from one distribution: exact where no values are
 * equal, else by the normal approximation with corrections for ties and continuity. NaN where a sample is empty; 1 where all values are
 * the same.
 *
 * Source: Mann and Whitney (1947); when it is exact, and the corrections, as in R's `wilcox.test`.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { mannWhitneyTest } from "./mann_whitney.ts";
 *
 * // Of the 20 ways to deal six ranks, two part them like this.
 * assertAlmostEquals(mannWhitneyTest([1, 2, 3], [4, 5, 6]), 0.1, 1e-15);
 * ```
 */
export function mannWhitneyTest(x: readonly number[], y: readonly number[]): number {
  const [m, n] = [x.length, y.length];
  if (m === 0 || n === 0) return NaN;
  const both = ranks([...x, ...y]);
  const statistic = both.slice(0, m).reduce((sum, rank) => sum + rank, 0) - m * (m + 1) / 2;
  const equal = [...Map.groupBy(both, (rank) => rank).values()].map(({ length }) => length);
  if (equal.every((count) => count === 1) && m < manyValues && n < manyValues) {
    return Math.min(1, 2 * pwilcox(Math.min(statistic, m * n - statistic), m, n));
  }
  const ties = equal.reduce((sum, count) => sum + count ** 3 - count, 0);
  const variance = m * n / 12 * (m + n + 1 - ties / ((m + n) * (m + n - 1)));
  if (variance <= 0) return 1;
  const distance = Math.max(0, Math.abs(statistic - m * n / 2) - 0.5);
  return Math.min(1, 2 * pnorm(-distance / Math.sqrt(variance)));
}
