import { qt } from "lib-r-math.js";
import { deviation, type Interval, mean } from "./statistics.ts";

/**
 * Student's t interval for the mean of normal values, at `level`, for example 0.95. NaN for fewer than two values; a point
 * where all are the same. Its half-width is right to 1e-7 of itself, the accuracy of the library's t quantile.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { studentInterval } from "./student_interval.ts";
 *
 * const { lower, upper } = studentInterval([1, 3], 0.95);
 * assertAlmostEquals(upper - 2, 12.7062, 1e-4); // the t quantile for one degree of freedom, times a standard error of 1
 * assertAlmostEquals(2 - lower, 12.7062, 1e-4);
 * ```
 */
export function studentInterval(values: ArrayLike<number>, level: number): Interval {
  const n = values.length;
  if (n < 2) return { lower: NaN, upper: NaN };
  const centre = mean(values);
  const half = qt((1 + level) / 2, n - 1) * deviation(values) / Math.sqrt(n);
  return { lower: centre - half, upper: centre + half };
}
