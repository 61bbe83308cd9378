import { ranks } from "./ranks.ts";
import { mean } from "./statistics.ts";

/**
 * Spearman's rho of two lists of the same length: the correlation of their ranks, -1 to 1. NaN where one of them is constant.
 *
 * Source: Spearman (1904), with mean ranks for ties.
 *
 * @throws {TypeError} If the lengths differ.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { spearman } from "./spearman.ts";
 *
 * assertAlmostEquals(spearman([1, 2, 3], [1, 4, 9]), 1, 1e-15);
 * ```
 */
export function spearman(x: readonly number[], y: readonly number[]): number {
  if (x.length !== y.length) {
    throw new TypeError(`Cannot correlate as both lists must have the same length: ${x.length} and ${y.length}`);
  }
  const centred = (values: readonly number[]) => {
    const own = ranks(values);
    const middle = mean(own);
    return own.map((rank) => rank - middle);
  };
  const [a, b] = [centred(x), centred(y)];
  const product = (left: readonly number[], right: readonly number[]) =>
    left.reduce((sum, value, index) => sum + value * right[index]!, 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}
