import { exactBinomialInterval, exactBinomialTest } from "../math/exact_binomial.ts";
import { deviation, mean } from "../math/statistics.ts";
import type { Criterion } from "../spec/claim.ts";
import { type Decision, level } from "./decision.ts";
import type { SeedValue } from "./estimate.ts";

/**
 * Whether it is so for enough seeds: their values are 1 or 0. Supported where the exact interval of the share of seeds lies wholly at or above
 * the registered share, contradicted where wholly below, else undecided. All of five seeds show at least 48 %, all of ten at least 69 %: a
 * registered share of 90 % takes 36 seeds that agree.
 *
 * Source: Clopper and Pearson (1934), 2.5 % a side, also where all seeds agree; PROTOCOLS, section 4.
 *
 * @throws {RangeError} If a value is neither 0 nor 1.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decideSeeds } from "./share_of_seeds.ts";
 *
 * const seeds = [1, 1, 1, 1, 1].map((value, seed) => ({ seed, value, count: 1 }));
 * const { word, note } = decideSeeds({ limit: 0.9 }, seeds);
 * assertEquals([word, note], ["undecided", "in 5 of 5 seeds: at least 48 % of seeds"]);
 * ```
 */
export function decideSeeds({ limit }: Pick<Criterion, "limit">, values: readonly SeedValue[]): Decision {
  const numbers = values.map(({ value }) => value);
  const wrong = numbers.find((value) => value !== 0 && value !== 1);
  if (wrong !== undefined) throw new RangeError(`Cannot count seeds as their values must be 0 or 1: ${wrong}`);
  const n = numbers.length;
  const count = numbers.filter((value) => value === 1).length;
  const interval = exactBinomialInterval(count, n, level);
  const estimate = {
    mean: mean(numbers),
    deviation: deviation(numbers),
    ...interval,
    level,
    method: "exact over seeds",
    seeds: n,
    observations: n,
  };
  const word = interval.lower >= limit ? "supported" : interval.upper < limit ? "contradicted" : "undecided";
  const bound = count >= limit * n
    ? `at least ${Math.round(100 * interval.lower)} %`
    : `at most ${Math.round(100 * interval.upper)} %`;
  return {
    word,
    estimate,
    pValue: limit < 1 ? exactBinomialTest(count, n, limit) : count < n ? 0 : 1,
    note: `in ${count} of ${n} seeds: ${bound} of seeds`,
  };
}
