import { pnorm, qnorm } from "lib-r-math.js";
import type { Interval } from "./statistics.ts";

/**
 * Wilson's score interval for a share of independent observations at `level`, `count` of `n`: the shares that the score test
 * does not reject. NaN without observations.
 *
 * Source: Wilson (1927), without correction for continuity.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { wilsonInterval } from "./wilson_interval.ts";
 *
 * const { lower, upper } = wilsonInterval(9, 10, 0.95);
 * assertAlmostEquals(lower, 0.596, 1e-3);
 * assertAlmostEquals(upper, 0.982, 1e-3);
 * ```
 */
export function wilsonInterval(count: number, n: number, level: number): Interval {
  const square = qnorm((1 + level) / 2) ** 2;
  const centre = (count + square / 2) / (n + square);
  const half = Math.sqrt(square * (count * (n - count) / n + square / 4)) / (n + square);
  return { lower: count === 0 ? 0 : centre - half, upper: count === n ? 1 : centre + half };
}

/** The two-sided p-value of a share of `share`, above 0 and below 1: 1 - the greatest level at which the interval leaves it out. */
export function scoreTest(count: number, n: number, share: number): number {
  return 2 * pnorm(-Math.abs(count / n - share) / Math.sqrt(share * (1 - share) / n));
}
