/** Exact inference on a mean of Spearman rank correlations, which take few values where they rest on few points. */

import type { Interval } from "./statistics.ts";

/** Several rank correlations, one a seed say. */
export interface RhoSample {
  /** Their sum. */
  readonly sum: number;
  /** How many they are. */
  readonly seeds: number;
  /** How many points each rests on, 2 to 8. */
  readonly points: number;
}

/**
 * The two-sided p-value, twice the lesser tail's and at most 1, of the mean rank correlation `mean`, strictly between -1 and 1, where
 * every order of the points has a probability that falls or grows exponentially with its rho: the model of ranks that assumes nothing but
 * their mean rho, as the binomial does of shares. All orders are counted, so that seeds that agree are no problem.
 *
 * Source: Mallows (1957), Non-null ranking models, with Spearman's distance; that seeds share one model is ours.
 *
 * @throws {RangeError} If there are fewer than 2 points or more than 8.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { meanRhoTest } from "./mean_rho.ts";
 *
 * // Without a trend all 120 orders of five points are as likely, and one of them falls from point to point.
 * assertAlmostEquals(meanRhoTest({ sum: -1, seeds: 1, points: 5 }, 0), 2 / 120, 1e-9);
 * ```
 */
export function meanRhoTest(sample: RhoSample, mean: number): number {
  const counts = orderCounts(sample.points);
  const tilt = bisect((tilt) => meanOf(tilted(counts, tilt)) > mean);
  const { below, above } = tails(sample, tilted(counts, tilt));
  return Math.min(1, 2 * Math.min(below, above));
}

/**
 * The means that `meanRhoTest()` does not reject at 1 - level, to 1e-9.
 *
 * @throws {RangeError} If there are fewer than 2 points or more than 8.
 */
export function meanRhoInterval(sample: RhoSample, level: number): Interval {
  const counts = orderCounts(sample.points);
  const tail = (1 - level) / 2;
  const tailsAt = (tilt: number) => tails(sample, tilted(counts, tilt));
  // The more orders are tilted towards falling ones, the likelier is what lies below the sum.
  return {
    lower: meanOf(tilted(counts, bisect((tilt) => tailsAt(tilt).above >= tail))),
    upper: meanOf(tilted(counts, bisect((tilt) => tailsAt(tilt).below < tail))),
  };
}

/** The probabilities of a sum at most as great as the sample's, and of one at least as great. */
function tails({ sum, seeds, points }: RhoSample, one: Float64Array<ArrayBuffer>) {
  let sums = Float64Array.of(1);
  for (let seed = 0; seed < seeds; seed++) sums = convolve(sums, one);
  // A sum of rhos by its place: place 0 is the sum of as many ones, each place 12 / (n^3 - n) less.
  const place = (seeds - sum) * (points ** 3 - points) / 12;
  let [below, above] = [0, 0];
  for (let index = 0; index < sums.length; index++) {
    if (index >= place - 1e-6) below += sums[index]!;
    if (index <= place + 1e-6) above += sums[index]!;
  }
  return { below, above };
}

/** How many orders of the points have each half sum of squared rank differences, 0 upwards: rho falls by 12 / (n^3 - n) from each to the next. */
function orderCounts(points: number): Float64Array<ArrayBuffer> {
  if (!(Number.isInteger(points) && points >= 2 && points <= 8)) {
    throw new RangeError(`Cannot count the orders as they must be of 2 to 8 points: ${points}`);
  }
  const counts = new Float64Array((points ** 3 - points) / 6 + 1);
  const free = new Array<boolean>(points).fill(true);
  const place = (index: number, half: number) => {
    if (index === points) counts[half]!++;
    else {
      for (let rank = 0; rank < points; rank++) {
        if (!free[rank]) continue;
        free[rank] = false;
        place(index + 1, half + (rank - index) ** 2 / 2);
        free[rank] = true;
      }
    }
  };
  place(0, 0);
  return counts;
}

/** The model's probabilities by half sum of squares: `tilt` from -1, only the rising order, to 1, only the falling one. */
function tilted(counts: Float64Array<ArrayBuffer>, tilt: number): Float64Array<ArrayBuffer> {
  const rate = Math.tan(tilt * Math.PI / 2);
  const last = counts.length - 1;
  // No weight is greater than its count, whichever way they are tilted.
  const weights = counts.map((count, half) => count * Math.exp(rate > 0 ? rate * (half - last) : rate * half));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function meanOf(probabilities: Float64Array): number {
  const last = probabilities.length - 1;
  return probabilities.reduce((sum, probability, half) => sum + probability * (1 - 2 * half / last), 0);
}

function convolve(a: Float64Array, b: Float64Array): Float64Array<ArrayBuffer> {
  const sum = new Float64Array(a.length + b.length - 1);
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) sum[i + j]! += a[i]! * b[j]!;
  }
  return sum;
}

/** Where between -1 and 1 what holds below ceases to hold. */
function bisect(holds: (value: number) => boolean): number {
  let [low, high] = [-1, 1];
  for (let round = 0; round < 40; round++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
