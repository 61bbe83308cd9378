/** Exact inference for a share of independent observations. */

import { pbinom, qbeta } from "lib-r-math.js";
import type { Interval } from "./statistics.ts";

/**
 * The exact interval for a share at `level`, `count` of `n` observations: half of 1 - level lies beyond each end, also where it is none or all
 * of them, so that the bound for none is 1 - ((1 - level) / 2)^(1/n), about 3.7/n at 0.95.
 *
 * Source: Clopper and Pearson (1934).
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { exactBinomialInterval } from "./exact_binomial.ts";
 *
 * assertAlmostEquals(exactBinomialInterval(0, 300, 0.95).upper, 1 - 0.025 ** (1 / 300), 1e-15);
 * ```
 */
export function exactBinomialInterval(count: number, n: number, level: number): Interval {
  const beyond = (1 - level) / 2;
  return {
    lower: count === 0 ? 0 : count === n ? beyond ** (1 / n) : qbeta(beyond, count, n - count + 1),
    upper: count === n ? 1 : count === 0 ? 1 - beyond ** (1 / n) : qbeta(1 - beyond, count + 1, n - count),
  };
}

/** The two-sided p-value of a share of `share`: 1 - the greatest level at which `exactBinomialInterval()` leaves it out. */
export function exactBinomialTest(count: number, n: number, share: number): number {
  if (share <= 0 || share >= 1) return count === n * share ? 1 : 0;
  const below = pbinom(count, n, share);
  const above = count === 0 ? 1 : pbinom(count - 1, n, share, false);
  return Math.min(1, 2 * Math.min(below, above));
}
