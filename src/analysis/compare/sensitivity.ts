/** What size of change a comparison can see at all. */

import { pt, qt } from "lib-r-math.js";
import { level } from "../decision.ts";
import type { QuantityComparison } from "./answer.ts";
import { testFamilies } from "./correct_answers.ts";

/** What one of the tests of a family can see with so many seeds. */
export interface Sensitivity {
  /** Whose values are tested. */
  readonly of: "claims" | "others";
  /** How many tests its family has. */
  readonly tests: number;
  /** How many seeds both runs have. */
  readonly seeds: number;
  /** The greatest p-value at which one that moved alone is beyond noise: Holm's first step. */
  readonly pValue: number;
  /** A mean difference below so many standard deviations of the paired differences is never beyond noise. */
  readonly blindBelow: number;
  /** A change of so many of them is found with the power `power`, where the differences are normal. */
  readonly foundFrom: number;
}

/** The power at which a change counts as found: ours, as usual. */
export const power = 0.8;

/**
 * What the tests of a comparison could see: an entry a family and number of seeds, claims first; empty where nothing had to be tested. By
 * Student's test of the mean paired difference at the level that Holm's first step leaves to one of them: 5 % over the number of families and
 * of tests. Where others moved too, Holm's later steps see a little more.
 */
export function findSensitivity(quantities: readonly QuantityComparison[]): Sensitivity[] {
  const families = testFamilies(quantities).toSorted((x, y) => x.of < y.of ? -1 : 1);
  return families.flatMap(({ of, tests }) => {
    const pValue = (1 - level) / families.length / tests.length;
    const counts = [...new Set(tests.map(({ pairs }) => pairs.length))].sort((x, y) => x - y);
    return counts.map((seeds): Sensitivity => {
      const limit = qt(1 - pValue / 2, seeds - 1) / Math.sqrt(seeds);
      return { of, tests: tests.length, seeds, pValue, blindBelow: limit, foundFrom: findShift(limit, seeds) };
    });
  });
}

/** The shift, in standard deviations, at which Student's statistic lies beyond its limit with the power `power`: by bisection. */
function findShift(limit: number, seeds: number): number {
  const root = Math.sqrt(seeds);
  let [below, above] = [0, 2 * limit + 3];
  while (above - below > 1e-4 * above) {
    const middle = (below + above) / 2;
    // The noncentral t distribution; that a shift so large is found with the wrong sign does not happen.
    const found = 1 - pt(limit * root, seeds - 1, middle * root);
    if (found < power) below = middle;
    else above = middle;
  }
  return above;
}
