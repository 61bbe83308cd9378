import { bcaInterval } from "../math/bca_interval.ts";
import { exactBinomialInterval } from "../math/exact_binomial.ts";
import { deviation, mean } from "../math/statistics.ts";
import { studentInterval } from "../math/student_interval.ts";
import type { Estimate } from "../spec/claim.ts";

/** One seed's value and how many observations it is a mean over. */
export interface SeedValue {
  /** The seed. */
  readonly seed: number;
  /** Its value. */
  readonly value: number;
  /** How many observations the value is a mean over. */
  readonly count: number;
}

/** From this many seeds on the interval is a bootstrap: PROTOCOLS, section 1. */
const bootstrapSeeds = 10;

/**
 * The mean over seeds with its interval at `level`: Student's t below 10 seeds, the BCa bootstrap from 10 on. Each seed weighs
 * the same, whatever its count. For one seed deviation and bounds are NaN; where all seeds agree the interval is a point.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { estimateMean } from "./estimate.ts";
 *
 * const { mean, seeds, observations, method } = estimateMean([
 *   { seed: 0, value: 0.5, count: 100 },
 *   { seed: 1, value: 0.7, count: 100 },
 * ], 0.95);
 * assertEquals([mean, seeds, observations, method], [0.6, 2, 200, "student t"]);
 * ```
 */
export function estimateMean(values: readonly SeedValue[], level: number): Estimate {
  // The bootstrap's stream meets the seeds in their order, whatever order the rows came in.
  const numbers = values.toSorted((a, b) => a.seed - b.seed).map(({ value }) => value);
  const bootstrap = numbers.length >= bootstrapSeeds;
  return {
    mean: mean(numbers),
    deviation: deviation(numbers),
    ...bootstrap ? bcaInterval(numbers, level) : studentInterval(numbers, level),
    level,
    method: bootstrap ? "bca bootstrap" : "student t",
    seeds: numbers.length,
    observations: values.reduce((sum, { count }) => sum + count, 0),
  };
}

/**
 * `estimateMean()` for shares: the interval is cut at 0 and 1, and where all seeds agree, in no event at all mostly, it is the exact
 * binomial one over the observations of all seeds together instead of a point.
 *
 * Steps of one run are correlated, which is why they are never pooled into a binomial (PROTOCOLS, section 1). Here they are only
 * where seeds that agree leave nothing else to go by: that widens a point and never narrows an interval, but less than
 * independent observations would warrant.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { estimateShare } from "./estimate.ts";
 *
 * const seeds = [0, 1, 2].map((seed) => ({ seed, value: 0, count: 100 }));
 * assertAlmostEquals(estimateShare(seeds, 0.95).upper, 0.00994, 1e-5);
 * ```
 */
export function estimateShare(values: readonly SeedValue[], level: number): Estimate {
  const estimate = estimateMean(values, level);
  const { mean, deviation, lower, upper, observations } = estimate;
  if (deviation !== 0) return { ...estimate, lower: Math.max(0, lower), upper: Math.min(1, upper) };
  const interval = exactBinomialInterval(Math.round(mean * observations), observations, level);
  return { ...estimate, ...interval, method: exactMethod };
}

/** The method of `estimateShare()` where all seeds agree. */
export const exactMethod = "exact binomial bound";
