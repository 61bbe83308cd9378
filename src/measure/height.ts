import type { Measure } from "../spec/measure.ts";
import { floorOf } from "./floor.ts";
import { lossesOf } from "./curve.ts";

/**
 * The height h_t = (L(theta_t) + L(theta_{t+1})) / 2 - F_t of a segment, the paper's. It is the sum of `depthOf()`, how far the floor lies below
 * the lower end, and `asymmetryOf()`, half the change of the loss over the step, which is all of it where there is no minimum inside.
 * On a quadratic a symmetric bounce has height (kappa / 8) |step|^2.
 *
 * Source: Xing et al. (2018), section 3.1.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { asymmetryOf, depthOf, heightOf } from "./height.ts";
 *
 * assertEquals([heightOf([2, 1, 3]), depthOf([2, 1, 3]), asymmetryOf([2, 1, 3])], [1.5, 1, 0.5]);
 * assertEquals([heightOf([3, 2, 1]), depthOf([3, 2, 1]), asymmetryOf([3, 2, 1])], [1, 0, 1]);
 * ```
 */
export function heightOf(losses: readonly number[]): number {
  return (losses[0]! + losses.at(-1)!) / 2 - floorOf(losses).loss;
}

/** How far the floor of a segment lies below its lower end: min(L(theta_t), L(theta_{t+1})) - F_t, nats; 0 without a minimum inside. Source: ours. */
export function depthOf(losses: readonly number[]): number {
  return Math.min(losses[0]!, losses.at(-1)!) - floorOf(losses).loss;
}

/** Half the change of the loss over a step, |L(theta_{t+1}) - L(theta_t)| / 2, nats: what any descent has, with walls or without. Source: ours. */
export function asymmetryOf(losses: readonly number[]): number {
  return Math.abs(losses.at(-1)! - losses[0]!) / 2;
}

/**
 * Height, depth and asymmetry of each measured step's segment; declare it after `segment()`. Costs nothing. A case that is certified has
 * none: the steps whose whole segment is known are no fair choice of all.
 */
export function height(): Measure {
  return {
    name: "height",
    options: null,
    gives: { drawn: { fixed: ["height", "depth", "asymmetry"] } },
    passes: () => 0,
    start: ({ case: { certify = false } }) => ({
      step(_step, { values, segments }) {
        const losses = certify ? [] : lossesOf(segments);
        if (losses.length === 0) return;
        values.height = heightOf(losses);
        values.depth = depthOf(losses);
        values.asymmetry = asymmetryOf(losses);
      },
    }),
  };
}
