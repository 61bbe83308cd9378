/** Inference on the rate of an event that is seen in some steps of each of several seeds, where the steps of a seed depend on each other. */

import { lbeta, lchoose } from "lib-r-math.js";
import type { Interval } from "./statistics.ts";

/** One seed: in how many of its steps the event was seen. */
export interface SeedCount {
  /** Steps with the event. */
  readonly events: number;
  /** Steps that were looked at, 1 at least. */
  readonly steps: number;
}

/** How the steps of one seed are taken to depend on each other. */
export interface Dependence {
  /** Events come in runs of so many steps, so that so many steps tell as much as one; 1 at least. */
  readonly burst: number;
  /** Intraclass correlation of the steps of a seed: how much seeds differ in their own rates; 0 for not at all, below 1. */
  readonly correlation: number;
}

/**
 * The two-sided p-value, twice the lesser tail's and at most 1, of the rate `rate` in 0 to 1: each seed has a rate of its own, drawn from the
 * beta distribution with mean `rate` and the given correlation, and makes `steps / burst` independent trials with it, one at least. Events
 * are scaled as the steps are, all seeds' together, and rounded towards the less surprising side.
 *
 * Source: Skellam (1948) for the beta-binomial; dividing counts by a design effect as in Korn and Graubard (1998).
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { betaBinomialTest } from "./beta_binomial.ts";
 *
 * // Without dependence it is the binomial.
 * const seeds = [0, 0, 0].map((events) => ({ events, steps: 100 }));
 * assertAlmostEquals(betaBinomialTest(seeds, 0.01, { burst: 1, correlation: 0 }), 2 * 0.99 ** 300, 1e-12);
 * ```
 */
export function betaBinomialTest(seeds: readonly SeedCount[], rate: number, dependence: Dependence): number {
  const { below, above } = tails(seeds, rate, dependence);
  return Math.min(1, 2 * Math.min(below, above));
}

/**
 * The interval of the rates that `betaBinomialTest()` does not rule out at 1 - `level`: half of it lies beyond each end, also where no step
 * or every step has the event.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { betaBinomialInterval } from "./beta_binomial.ts";
 *
 * const seeds = [0, 0, 0].map((events) => ({ events, steps: 100 }));
 * const { lower, upper } = betaBinomialInterval(seeds, 0.95, { burst: 1, correlation: 0 });
 * assertAlmostEquals(upper, 1 - 0.025 ** (1 / 300), 1e-9);
 * assertAlmostEquals(lower, 0, 1e-9);
 * ```
 */
export function betaBinomialInterval(seeds: readonly SeedCount[], level: number, dependence: Dependence): Interval {
  const beyond = (1 - level) / 2;
  const events = seeds.reduce((sum, seed) => sum + seed.events, 0);
  const steps = seeds.reduce((sum, seed) => sum + seed.steps, 0);
  return {
    lower: events === 0 ? 0 : bisect((rate) => tails(seeds, rate, dependence).above < beyond),
    upper: events === steps ? 1 : bisect((rate) => tails(seeds, rate, dependence).below > beyond),
  };
}

/**
 * The correlation that the seeds' own rates show, by the analysis of variance; 0 where they differ less than independent steps would, where
 * there are fewer than two seeds, or where none or all of the steps have the event: then nothing can be told of it.
 *
 * Source: Ridout, Demetrio and Firth (1999), the estimator of the analysis of variance.
 */
export function intraclassCorrelation(seeds: readonly SeedCount[]): number {
  const steps = seeds.reduce((sum, seed) => sum + seed.steps, 0);
  const mean = seeds.reduce((sum, seed) => sum + seed.events, 0) / steps;
  if (seeds.length < 2 || mean === 0 || mean === 1) return 0;
  const between = seeds.reduce((sum, { events, steps }) => sum + steps * (events / steps - mean) ** 2, 0) /
    (seeds.length - 1);
  const within = seeds.reduce((sum, { events, steps }) => sum + events - events ** 2 / steps, 0) /
    (steps - seeds.length);
  const usual = (steps - seeds.reduce((sum, seed) => sum + seed.steps ** 2, 0) / steps) / (seeds.length - 1);
  const correlation = (between - within) / (between + (usual - 1) * within);
  return Number.isFinite(correlation) ? Math.min(Math.max(correlation, 0), 0.99) : 0;
}

/** How likely as few events, and as many, are where the rate is `rate`. */
function tails(
  seeds: readonly SeedCount[],
  rate: number,
  { burst, correlation }: Dependence,
): { readonly below: number; readonly above: number } {
  const trials = seeds.map(({ steps }) => Math.max(1, Math.floor(steps / burst)));
  const all = trials.reduce((sum, count) => sum + count, 0);
  const steps = seeds.reduce((sum, seed) => sum + seed.steps, 0);
  const events = seeds.reduce((sum, seed) => sum + seed.events, 0) * all / steps;
  const [atMost, atLeast] = [Math.min(all, Math.ceil(events - 1e-9)), Math.min(all, Math.floor(events + 1e-9))];
  // From the end that has fewer events the sums are shorter.
  if (2 * events > all) {
    const mirrored = seeds.map(({ events, steps }) => ({ events: steps - events, steps }));
    const { below, above } = tails(mirrored, 1 - rate, { burst, correlation });
    return { below: above, above: below };
  }
  const chances = chancesOf(trials, rate, correlation, atMost);
  const upTo = (count: number) => chances.slice(0, count + 1).reduce((sum, chance) => sum + chance, 0);
  return { below: Math.min(1, upTo(atMost)), above: atLeast === 0 ? 1 : Math.max(0, 1 - upTo(atLeast - 1)) };
}

/** The chances of 0, 1, ..., `most` events in all seeds together. */
function chancesOf(trials: readonly number[], rate: number, correlation: number, most: number): number[] {
  let chances = [1, ...new Array<number>(most).fill(0)];
  const ofCount = new Map<number, number[]>();
  for (const count of trials) {
    const own = ofCount.get(count) ??
      Array.from({ length: Math.min(count, most) + 1 }, (_, events) => chance(events, count, rate, correlation));
    ofCount.set(count, own);
    const before = chances;
    chances = before.map((_, total) => {
      let sum = 0;
      for (let events = 0; events <= Math.min(total, own.length - 1); events++) {
        sum += own[events]! * before[total - events]!;
      }
      return sum;
    });
  }
  return chances;
}

/** The chance of so many events in so many trials of one seed. */
function chance(events: number, trials: number, rate: number, correlation: number): number {
  if (rate <= 0) return events === 0 ? 1 : 0;
  if (rate >= 1) return events === trials ? 1 : 0;
  if (correlation === 0) {
    return Math.exp(lchoose(trials, events) + events * Math.log(rate) + (trials - events) * Math.log1p(-rate));
  }
  const size = 1 / correlation - 1;
  const [a, b] = [rate * size, (1 - rate) * size];
  return Math.exp(lchoose(trials, events) + lbeta(a + events, b + trials - events) - lbeta(a, b));
}

/** Where a condition that holds for small rates ends, or one that fails for small ones begins; both are asked as "still before". */
function bisect(before: (rate: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let round = 0; round < 50; round++) {
    const middle = (low + high) / 2;
    if (before(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
