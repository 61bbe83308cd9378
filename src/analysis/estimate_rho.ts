import { meanRhoInterval, meanRhoTest, type RhoSample } from "../math/mean_rho.ts";
import type { Estimate } from "../spec/claim.ts";
import { estimateMean, type SeedValue } from "./estimate.ts";

/** More points' orders are not counted: rho takes so many values then that Student's interval will do. */
const mostPoints = 8;

/**
 * `estimateMean()` for Spearman's rho, each seed's of `count` points: the interval holds both that of the mean and, for up to 8 points, the
 * exact one over the orders of the points, and is cut at -1 and 1.
 *
 * Rho of n points is a multiple of 12 / (n^3 - n) below 1, 0.1 for five, and skewed near its ends. Seeds agree often, at -1 or 1
 * mostly, where Student's interval is a point with p = 0; and where they do not it is too narrow: with five seeds of five points whose mean rho is
 * -0.5 it lies wholly below in 8 % of experiments instead of 2.5 %. See tests/analysis/calibration_arms_test.ts.
 *
 * Source: ours; for the exact one see `meanRhoTest()`.
 *
 * @example
 * ```ts
 * import { assert, assertEquals } from "@std/assert";
 * import { estimateRho } from "./estimate_rho.ts";
 *
 * const { mean, lower, upper } = estimateRho([0, 1, 2, 3, 4].map((seed) => ({ seed, value: -1, count: 5 })), 0.95);
 * assertEquals([mean, lower], [-1, -1]);
 * assert(upper > -0.94 && upper < -0.92);
 * ```
 */
export function estimateRho(values: readonly SeedValue[], level: number): Estimate {
  const estimate = estimateMean(values, level);
  const sample = sampleOf(values);
  const exact = sample ? meanRhoInterval(sample, level) : estimate;
  return {
    ...estimate,
    lower: Math.max(-1, Math.min(estimate.lower, exact.lower)),
    upper: Math.min(1, Math.max(estimate.upper, exact.upper)),
    method: sample ? `${estimate.method} and exact over orders` : estimate.method,
  };
}

/** The exact test's p-value that the mean rho is `limit`; 0 where there are too many points for it. */
export function testRho(values: readonly SeedValue[], limit: number): number {
  const sample = sampleOf(values);
  return sample ? meanRhoTest(sample, limit) : 0;
}

/** Seeds with different numbers of points are taken to have the fewest, of which rho scatters most. */
function sampleOf(values: readonly SeedValue[]): RhoSample | undefined {
  const points = Math.min(...values.map(({ count }) => count));
  if (points > mostPoints) return undefined;
  return { sum: values.reduce((sum, { value }) => sum + value, 0), seeds: values.length, points };
}
