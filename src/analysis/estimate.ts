import { bcaInterval } from "../math/bca_interval.ts";
import {
  betaBinomialInterval,
  betaBinomialTest,
  type Dependence,
  intraclassCorrelation,
  type SeedCount,
} from "../math/beta_binomial.ts";
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
 * What is assumed at least of the steps of one seed where their share is judged by counts: events come in bursts of three steps, and seeds
 * differ in their own rates by an intraclass correlation of 0.02. Where the seeds show a greater one, that is taken. Ours: with it a
 * rate that lies on the limit is called lower in at most 5 % of experiments, also where bursts last three steps and the
 * correlation is 0.03; see tests/analysis/calibration_rates_test.ts.
 */
export const leastDependence: Dependence = { burst: 3, correlation: 0.02 };

/** A share this near to 0 or 1 is judged by counts beside the seeds' own scatter, which says little of an event that most seeds never see. */
const rareShare = 0.05;

/** Whether a share, or the limit that it is held against, is so near to 0 or 1 that its seeds are counted. */
export function isRare(share: number): boolean {
  return Math.min(share, 1 - share) <= rareShare;
}

/**
 * `estimateMean()` for shares, cut at 0 and 1. Where the share is rare, at most 5 % from 0 or 1, or said to be, the interval also holds that
 * of the beta-binomial over seeds; where all seeds agree it is that alone instead of a point. Steps are never pooled: the seed is the unit,
 * and what is assumed of its steps is `leastDependence`. For one seed the bounds are NaN.
 *
 * @example
 * ```ts
 * import { assert, assertEquals } from "@std/assert";
 * import { estimateShare } from "./estimate.ts";
 *
 * const seeds = Array.from({ length: 12 }, (_, seed) => ({ seed, value: 0, count: 360 }));
 * const { lower, upper } = estimateShare(seeds, 0.95);
 * assertEquals(lower, 0);
 * assert(upper > 0.005 && upper < 0.0051);
 * ```
 */
export function estimateShare(
  values: readonly SeedValue[],
  level: number,
  { rare = false }: { readonly rare?: boolean } = {},
): Estimate {
  const estimate = estimateMean(values, level);
  const { mean, deviation } = estimate;
  const [lower, upper] = [Math.max(0, estimate.lower), Math.min(1, estimate.upper)];
  if (values.length < 2 || !(rare || isRare(mean) || deviation === 0)) return { ...estimate, lower, upper };
  const seeds = countsOf(values);
  const counted = betaBinomialInterval(seeds, level, dependenceOf(seeds));
  if (deviation === 0) return { ...estimate, ...counted, method: countedMethod };
  return {
    ...estimate,
    lower: Math.min(lower, counted.lower),
    upper: Math.max(upper, counted.upper),
    method: `${estimate.method} and ${countedMethod}`,
  };
}

/** The two-sided p-value that the share is `limit`, by counts. */
export function testShare(values: readonly SeedValue[], limit: number): number {
  const seeds = countsOf(values);
  return betaBinomialTest(seeds, limit, dependenceOf(seeds));
}

/** What is assumed of the dependence of these seeds' steps, in words. */
export function describeDependence(values: readonly SeedValue[]): string {
  const { burst, correlation } = dependenceOf(countsOf(values));
  return `the bound assumes bursts of ${burst} steps and a correlation of ${
    Number(correlation.toPrecision(2))
  } within a seed`;
}

/** The method of `estimateShare()` where seeds are counted. */
export const countedMethod = "beta-binomial over seeds";

function dependenceOf(seeds: readonly SeedCount[]): Dependence {
  return {
    ...leastDependence,
    correlation: Math.max(leastDependence.correlation, intraclassCorrelation(seeds)),
  };
}

function countsOf(values: readonly SeedValue[]): SeedCount[] {
  return values.map(({ value, count }) => ({ events: Math.round(value * count), steps: Math.max(1, count) }));
}
