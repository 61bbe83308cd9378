import type { Criterion } from "../spec/claim.ts";
import type { Decision } from "./decision.ts";
import { decideEquivalence } from "./equivalence.ts";
import type { SeedValue } from "./estimate.ts";
import { decideDirection } from "./direction.ts";
import { decideSeeds } from "./share_of_seeds.ts";

/**
 * What at least two seeds' values say about a claim with this criterion. Two that agree on a share say nothing: that takes three, a
 * rule of ours.
 *
 * @throws {RangeError} If the criterion is a share of the seeds and a value neither 0 nor 1.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decide } from "./decide.ts";
 *
 * const seeds = [0, 1].map((seed) => ({ seed, value: 0, count: 100 }));
 * const { word, note } = decide({ kind: "below", limit: 0.01 }, seeds, "share");
 * assertEquals(word, "undecided"); // the bound is 1.5 %
 * assertEquals(note, "none in 200 observations: those of one run are correlated, so the bound is optimistic");
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
  if (kind === "in at least") return `in at least ${Number((100 * limit).toPrecision(3))} % of the seeds`;
  return `95 % interval ${kind} ${limit}`;
}
