/** Exact inference for a share of independent observations. */

import { pbinom, qbeta } from "lib-r-math.js";
import type { Interval } from "./statistics.ts";

/**
 * The exact interval for a share at `level`, `count` of `n` observations. Where it is none or all of them only one end is open, so
 * that end has the whole of 1 - level: for none it is 1 - (1 - level)^(1/n), about 3/n at 0.95. Else half lies beyond each end.
 *
 * Source: Clopper and Pearson (1934); the open end's bound as in Hanley and Lippman-Hand (1983).
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { exactBinomialInterval } from "./exact_binomial.ts";
 *
 * assertAlmostEquals(exactBinomialInterval(0, 300, 0.95).upper, 1 - 0.05 ** (1 / 300), 1e-15);
 * ```
 */
export function exactBinomialInterval(count: number, n: number, level: number): Interval {
  const miss = 1 - level;
  if (count === 0) return { lower: 0, upper: 1 - miss ** (1 / n) };
  if (count === n) return { lower: miss ** (1 / n), upper: 1 };
  return { lower: qbeta(miss / 2, count, n - count + 1), upper: qbeta(1 - miss / 2, count + 1, n - count) };
}

/** The p-value of a share of `share`: 1 - the greatest level at which `exactBinomialInterval()` leaves it out. */
export function exactBinomialTest(count: number, n: number, share: number): number {
  if (count === 0) return share <= 0 ? 1 : Math.max(0, 1 - share) ** n;
  if (count === n) return share >= 1 ? 1 : Math.max(0, share) ** n;
  if (share <= 0 || share >= 1) return 0;
  return Math.min(1, 2 * Math.min(pbinom(count, n, share), pbinom(count - 1, n, share, false)));
}

/** How likely `count` or more of `n` is where each has the chance `share`. */
export function binomialTail(count: number, n: number, share: number): number {
  return count <= 0 ? 1 : pbinom(count - 1, n, share, false);
}
