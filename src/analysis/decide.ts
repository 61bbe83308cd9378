import type { Criterion } from "../spec/claim.ts";
import type { Decision } from "./decision.ts";
import { decideEquivalence } from "./equivalence.ts";
import type { SeedValue } from "./estimate.ts";
import { decideDirection } from "./direction.ts";
import { decideSeeds } from "./share_of_seeds.ts";

/**
 * What at least two seeds' values say about a claim with this criterion.
 *
 * @throws {RangeError} If the criterion is a share of the seeds and a value neither 0 nor 1.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decide } from "./decide.ts";
 *
 * const seeds = [0, 1, 2].map((seed) => ({ seed, value: 0, count: 100 }));
 * const { word, note } = decide({ kind: "below", limit: 0.01 }, seeds, "share");
 * assertEquals(word, "undecided");
 * assertEquals(
 *   note,
 *   "none in 300 steps of 3 seeds; at most 71 % of seeds have any; " +
 *     "the bound assumes bursts of 3 steps and a correlation of 0.02 within a seed",
 * );
 * ```
 */
export function decide(criterion: Criterion, values: readonly SeedValue[], unit: string): Decision {
  switch (criterion.kind) {
    case "above":
    case "below":
      return decideDirection(criterion, values, unit);
    case "within":
      return decideEquivalence(criterion.limit, values);
    case "in at least":
      return decideSeeds(criterion, values);
  }
}

/** The criterion in words. */
export function describeCriterion({ kind, limit }: Criterion): string {
  if (kind === "within") return `90 % interval within ±${limit}`;
  if (kind === "in at least") {
    return `exact 95 % interval of the share of seeds at or above ${Number((100 * limit).toPrecision(3))} %`;
  }
  return `95 % interval ${kind} ${limit}`;
}
