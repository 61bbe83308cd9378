import { studentTest } from "../math/student_test.ts";
import { confirmed, type Decision, level } from "./decision.ts";
import { estimateMean, type SeedValue } from "./estimate.ts";

/** The level of the interval that must lie inside the margin: two one-sided tests at 5 % each. */
const insideLevel = 0.9;

/**
 * Supported where the 90 % interval lies wholly inside -margin to margin, contradicted where the 95 % interval lies wholly outside, else
 * undecided. Not finding a difference is never support: few or scattered seeds have a wide interval.
 *
 * The estimate has the 90 % interval. The p-value is the greater of the two one-sided tests', or where it is less the two-sided
 * one of lying outside: whatever is true, only one of the words would be wrong, and its test is made at 1 - level.
 *
 * Source: Schuirmann (1987), two one-sided tests; PROTOCOLS, section 1.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decideEquivalence } from "./equivalence.ts";
 *
 * const seeds = [0.01, -0.01, 0.02, 0].map((value, seed) => ({ seed, value, count: 1 }));
 * assertEquals([0.05, 0.01].map((margin) => decideEquivalence(margin, seeds).word), ["supported", "undecided"]);
 * ```
 */
export function decideEquivalence(margin: number, values: readonly SeedValue[]): Decision {
  const estimate = estimateMean(values, insideLevel);
  const wide = estimateMean(values, level);
  const inside = estimate.lower > -margin && estimate.upper < margin;
  const outside = wide.lower > margin || wide.upper < -margin;

  const summary = { ...estimate, n: estimate.seeds };
  const aboveLeast = studentTest(summary, -margin);
  const aboveGreatest = studentTest(summary, margin);
  const pInside = Math.max(aboveLeast, 1 - aboveGreatest);
  const pOutside = 2 * Math.min(aboveGreatest, 1 - aboveLeast);
  return confirmed(
    inside ? "supported" : outside ? "contradicted" : "undecided",
    estimate,
    Math.min(pInside, pOutside),
  );
}
