import { binomialTail } from "../math/exact_binomial.ts";
import { deviation, mean } from "../math/statistics.ts";
import { scoreTest, wilsonInterval } from "../math/wilson_interval.ts";
import type { Criterion } from "../spec/claim.ts";
import { type Decision, level, shownP } from "./decision.ts";
import type { SeedValue } from "./estimate.ts";

/**
 * Whether it is so for enough seeds: their values are 1 or 0. Supported where it is so for the registered share of them, unless chance alone
 * would give as many with a probability above 1 - level; contradicted where Wilson's interval lies below that share; else undecided.
 *
 * The p-value is that of chance where there are enough seeds, else the score test's of the registered share.
 *
 * Source: PROTOCOLS, section 1: "in 8 of 10 seeds" means that share; the test against chance is ours, so that two seeds of two
 * do not support an order.
 *
 * @throws {RangeError} If a value is neither 0 nor 1.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decideSeeds } from "./share_of_seeds.ts";
 *
 * const seeds = [1, 1, 1, 1, 0, 1, 1, 1, 1, 1].map((value, seed) => ({ seed, value, count: 1 }));
 * assertEquals(decideSeeds({ limit: 0.9, byChance: 1 / 2 }, seeds).word, "supported");
 * ```
 */
export function decideSeeds(
  { limit, byChance }: Pick<Criterion & { readonly kind: "in at least" }, "limit" | "byChance">,
  values: readonly SeedValue[],
): Decision {
  const numbers = values.map(({ value }) => value);
  const wrong = numbers.find((value) => value !== 0 && value !== 1);
  if (wrong !== undefined) throw new RangeError(`Cannot count seeds as their values must be 0 or 1: ${wrong}`);
  const n = numbers.length;
  const count = numbers.filter((value) => value === 1).length;
  const interval = wilsonInterval(count, n, level);
  const estimate = {
    mean: mean(numbers),
    deviation: deviation(numbers),
    ...interval,
    level,
    method: "wilson score",
    seeds: n,
    observations: n,
  };
  // 0.9 times ten seeds may be a little more than nine.
  if (count >= limit * n - 1e-9) {
    const pValue = binomialTail(count, n, byChance);
    if (pValue <= 1 - level) return { word: "supported", estimate, pValue, note: "" };
    const note = `in ${count} of ${n} seeds, which chance would give with p = ${shownP(pValue)}`;
    return { word: "undecided", estimate, pValue, note };
  }
  const pValue = limit < 1 ? scoreTest(count, n, limit) : 0;
  return { word: interval.upper < limit ? "contradicted" : "undecided", estimate, pValue, note: "" };
}
