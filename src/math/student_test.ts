import { pt } from "lib-r-math.js";

/** What Student's test needs to know of a sample. */
export interface SampleSummary {
  /** Its mean. */
  readonly mean: number;
  /** Its standard deviation, with n - 1. */
  readonly deviation: number;
  /** How many values it has. */
  readonly n: number;
}

/**
 * The one-sided p-value of Student's t test that the mean lies above `limit`: that of values so far above it where it is the mean.
 * That the mean lies below has 1 minus it. NaN for fewer than two values; 0, 0.5 or 1 where all are the same. Right to 3e-8, the
 * accuracy of the library's t distribution.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { studentTest } from "./student_test.ts";
 *
 * // One degree of freedom is Cauchy's distribution, a quarter of which lies beyond 1.
 * assertAlmostEquals(studentTest({ mean: 1, deviation: Math.SQRT2, n: 2 }, 0), 0.25, 3e-8);
 * ```
 */
export function studentTest({ mean, deviation, n }: SampleSummary, limit: number): number {
  if (n < 2) return NaN;
  if (deviation === 0) return mean > limit ? 0 : mean < limit ? 1 : 0.5;
  return pt((limit - mean) / (deviation / Math.sqrt(n)), n - 1);
}
