/** Sequential tests of whether a finite population's sum is negative, on values drawn from it at random without replacement. */

import { qt } from "lib-r-math.js";

/** What is tested. */
export interface NegativeSumOptions {
  /** How many values the population has. */
  readonly count: number;
  /** The greatest probability of calling a sum negative that is not. */
  readonly level: number;
}

/** A test at work. */
export interface NegativeSumTest {
  /** Whether the sum was shown to be negative; it stays so. */
  readonly decided: boolean;
  /** Takes in the next value. `bound` is what none of the values left after it exceeds; Infinity where nothing is known of them. */
  observe(value: number, bound: number): void;
}

/** The first look of Student's test: ours. */
const firstLook = 5;

/**
 * Student's test, which looks after 5 values and then after a quarter more each time, with an equal part of the level for each look. Where
 * the values are independent normal ones, the probability that their sum is not negative and the test decides all the same is at most
 * `level`: the mean of n of N such values, less that of all N, over its standard error s sqrt((1 - n / N) / n), has Student's distribution
 * with n - 1 degrees of freedom, exactly. It takes no bound.
 *
 * Source: Cochran (1977), "Sampling Techniques", chapter 2, for the standard error without replacement; the looks are ours.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { studentOnNegativeSum } from "./negative_sum.ts";
 *
 * const test = studentOnNegativeSum({ count: 90, level: 1e-4 });
 * for (const value of [-5, -5.2, -4.8, -5, -5]) test.observe(value, Infinity);
 * assertEquals(test.decided, true);
 * ```
 */
export function studentOnNegativeSum({ count, level }: NegativeSumOptions): NegativeSumTest {
  const quantiles = quantilesOf({ count, level });
  let [seen, mean, squares, decided] = [0, 0, 0, false];
  return {
    get decided() {
      return decided;
    },
    observe(value) {
      seen++;
      const difference = value - mean;
      mean += difference / seen;
      squares += difference * (value - mean);
      const quantile = quantiles.get(seen);
      if (decided || quantile === undefined) return;
      const standardError = Math.sqrt(squares / (seen - 1) * (1 - seen / count) / seen);
      decided = mean + quantile * standardError < 0;
    },
  };
}

/** Student's quantile at each look, by how many values are seen then. Kept, as a walk asks for the same ones at every point. */
function quantilesOf({ count, level }: NegativeSumOptions): ReadonlyMap<number, number> {
  const key = `${count}/${level}`;
  const known = knownQuantiles.get(key);
  if (known) return known;
  const looks: number[] = [];
  for (let look = firstLook; look < count; look = Math.ceil(1.25 * look)) looks.push(look);
  const quantiles = new Map(looks.map((look) => [look, qt(1 - level / looks.length, look - 1)]));
  knownQuantiles.set(key, quantiles);
  return quantiles;
}

const knownQuantiles = new Map<string, ReadonlyMap<number, number>>();

/** The shares of the greatest allowed stake that the bettors lay: bold ones win on even values, timid ones on uneven ones. Ours. */
const shares = [0.25, 0.5, 0.75, 1];

/**
 * The test by betting, which looks after each value. Where the sum is not negative and every bound holds, the probability that it ever
 * decides is at most `level`, whatever the values are and however few. A value that exceeds its bound ends it: it decides nothing then.
 *
 * Were the sum S of what was seen part of a sum that is not negative, the mean of the `left` values would be m = -S / left or more. So
 * a bettor who stakes a share of his capital on the next value x being below m, and is paid 1 + share * (m - x) / (bound - m), plays a
 * game that is fair at best; his capital is never negative as x <= bound. By Ville's inequality such a capital, or the mean of several,
 * reaches 1 / level with a probability of `level` at most. Where the values left could not make up for S even at their bound, nothing is
 * left to chance.
 *
 * Source: Waudby-Smith and Ramdas (2024), "Estimating means of bounded random variables by betting", on sampling without
 * replacement, with the mean that the null leaves; shares of the stake and bounds that may change with what was seen are ours.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { betOnNegativeSum } from "./negative_sum.ts";
 *
 * const test = betOnNegativeSum({ count: 5, level: 1e-4 });
 * // Three of -1: the two that are left, at most 1 each, cannot make up for them.
 * for (let drawn = 1; drawn <= 3; drawn++) test.observe(-1, 1);
 * assertEquals(test.decided, true);
 * ```
 */
export function betOnNegativeSum({ count, level }: NegativeSumOptions): NegativeSumTest {
  const capitals = shares.map(() => 1);
  let [left, sum, bound] = [count, 0, Infinity];
  let [decided, broken] = [false, false];

  function bet(value: number): void {
    const mean = -sum / left;
    const payment = (mean - value) / (bound - mean);
    shares.forEach((share, bettor) => capitals[bettor]! *= 1 + share * payment);
  }

  return {
    get decided() {
      return decided;
    },
    observe(value, next) {
      broken ||= value > bound;
      if (bound < Infinity) bet(value);
      sum += value;
      left--;
      bound = next;
      const capital = capitals.reduce((total, one) => total + one) / capitals.length;
      decided ||= !broken && (capital >= 1 / level || left > 0 && sum + left * bound < 0);
    },
  };
}
