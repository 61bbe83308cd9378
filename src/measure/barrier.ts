import type { Measure } from "../spec/measure.ts";
import { lossesOf } from "./curve.ts";

/**
 * By how much a segment rises above both its ends: the greatest inner loss minus the greater end loss, nats. Positive where the
 * segment crosses a barrier. NaN where a loss is NaN.
 *
 * Source: Xing et al. (2018), footnote 2.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { barrierExcess } from "./barrier.ts";
 *
 * assertEquals(barrierExcess([1, 3, 2]), 1);
 * assertEquals(barrierExcess([1, 0, 2]), -2);
 * ```
 */
export function barrierExcess(losses: readonly number[]): number {
  return Math.max(...losses.slice(1, -1)) - Math.max(losses[0]!, losses.at(-1)!);
}

/**
 * The barrier excess of each measured step's segment, for both draws; declare it after `segment()`. The store counts a barrier at
 * tolerance tau where the excess is greater than tau times the greater end loss. Costs nothing. A step that was certified
 * to cross none has no excess.
 */
export function barrier(): Measure {
  return {
    name: "barrier",
    options: null,
    gives: { drawn: { fixed: ["barrierExcess"], stochastic: ["stochasticBarrierExcess"] } },
    passes: () => 0,
    start: () => ({
      step(_step, { values, segments }) {
        const fixed = lossesOf(segments);
        if (fixed.length > 0) values.barrierExcess = barrierExcess(fixed);
        const drawn = lossesOf(segments, "stochastic");
        if (drawn.length > 0) values.stochasticBarrierExcess = barrierExcess(drawn);
      },
    }),
  };
}
