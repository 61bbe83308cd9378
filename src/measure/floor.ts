import type { Measure } from "../spec/measure.ts";
import { lossesOf } from "./curve.ts";
import { lossResolution } from "./resolution.ts";

/** The least loss of a segment and where it lies. */
export interface Floor {
  /** min over alpha of L(theta(alpha)), end points included; NaN where a loss is NaN. */
  readonly loss: number;
  /** Its alpha in 0..1; the first where several are equal. */
  readonly alpha: number;
  /** 1 where it lies strictly inside, below both ends by more than the evaluation resolves, else 0; NaN where a loss is NaN. */
  readonly interior: number;
}

/**
 * The floor F_t = min over alpha of L(theta(alpha)) of a segment whose losses are evenly spaced from alpha = 0 to 1.
 *
 * Source: Xing et al. (2018), section 3.1.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { floorOf } from "./floor.ts";
 *
 * assertEquals(floorOf([2, 1, 3]), { loss: 1, alpha: 0.5, interior: 1 });
 * ```
 */
export function floorOf(losses: readonly number[]): Floor {
  const loss = Math.min(...losses);
  const index = losses.indexOf(loss);
  if (index < 0) return { loss, alpha: NaN, interior: NaN };
  const ends = [losses[0]!, losses.at(-1)!];
  const inside = Math.min(...ends) - loss > lossResolution * Math.max(...ends.map(Math.abs));
  return { loss, alpha: index / (losses.length - 1), interior: Number(inside) };
}

/**
 * The floor of each measured step's segment, and for the other draws whether it lies inside; declare it after the `segment()`s.
 * Costs nothing. A case that is certified has none for the fixed draw: the steps whose whole segment is known are no fair choice of all.
 */
export function floor(): Measure {
  return {
    name: "floor",
    options: null,
    gives: {
      drawn: {
        fixed: ["floor", "floorAlpha", "interior"],
        stochastic: ["stochasticInterior"],
        batch: ["batchInterior"],
      },
    },
    passes: () => 0,
    start: ({ case: { certify = false } }) => ({
      step(_step, { values, segments }) {
        const losses = certify ? [] : lossesOf(segments);
        if (losses.length > 0) {
          const { loss, alpha, interior } = floorOf(losses);
          values.floor = loss;
          values.floorAlpha = alpha;
          values.interior = interior;
        }
        const drawn = lossesOf(segments, "stochastic");
        if (drawn.length > 0) values.stochasticInterior = floorOf(drawn).interior;
        const ofBatch = lossesOf(segments, "batch");
        if (ofBatch.length > 0) values.batchInterior = floorOf(ofBatch).interior;
      },
    }),
  };
}
