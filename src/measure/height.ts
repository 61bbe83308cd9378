import type { Measure } from "../spec/measure.ts";
import { floorOf } from "./floor.ts";
import { lossesOf } from "./curve.ts";

/**
 * The height h_t = (L(theta_t) + L(theta_{t+1})) / 2 - F_t of a segment. Without an interior minimum it is half the step's
 * decrease. On a quadratic a symmetric bounce has height (kappa / 8) |step|^2.
 *
 * Source: Xing et al. (2018), section 3.1.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { heightOf } from "./height.ts";
 *
 * assertEquals(heightOf([2, 1, 3]), 1.5);
 * ```
 */
export function heightOf(losses: readonly number[]): number {
  return (losses[0]! + losses.at(-1)!) / 2 - floorOf(losses).loss;
}

/**
 * The height of each measured step's segment; declare it after `segment()`. Costs nothing. A case that is certified has none: the steps
 * whose whole segment is known are no fair choice of all.
 */
export function height(): Measure {
  return {
    name: "height",
    options: null,
    gives: { drawn: { fixed: ["height"] } },
    passes: () => 0,
    start: ({ case: { certify = false } }) => ({
      step(_step, { values, segments }) {
        const losses = certify ? [] : lossesOf(segments);
        if (losses.length > 0) values.height = heightOf(losses);
      },
    }),
  };
}
