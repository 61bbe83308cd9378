/** Exact inference for a share of independent observations. */

import { betaBinomialInterval, betaBinomialTest, type Dependence } from "./beta_binomial.ts";
import type { Interval } from "./statistics.ts";

const independent: Dependence = { burst: 1, correlation: 0 };

/**
 * The exact interval for a share at `level`, `count` of `n` observations: half of 1 - level lies beyond each end, also where it is none or all
 * of them, so that the bound for none is 1 - ((1 - level) / 2)^(1/n), about 3.7/n at 0.95.
 *
 * Source: Clopper and Pearson (1934). Summed by ourselves: the binomial and beta distributions of lib-r-math.js are wrong by up to 6e-4
 * for few observations.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { exactBinomialInterval } from "./exact_binomial.ts";
 *
 * assertAlmostEquals(exactBinomialInterval(0, 300, 0.95).upper, 1 - 0.025 ** (1 / 300), 1e-12);
 * ```
 */
export function exactBinomialInterval(count: number, n: number, level: number): Interval {
  return betaBinomialInterval([{ events: count, steps: n }], level, independent);
}

/** The two-sided p-value of a share of `share`: 1 - the greatest level at which `exactBinomialInterval()` leaves it out. */
export function exactBinomialTest(count: number, n: number, share: number): number {
  return betaBinomialTest([{ events: count, steps: n }], share, independent);
}
