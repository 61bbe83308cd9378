import { dot } from "../math/vectors.ts";
import { batchGradient } from "../optim/batch_gradient.ts";
import type { Measure } from "../spec/measure.ts";
import { floorOf } from "./floor.ts";
import { meanHessianProduct } from "./mean_hessian_product.ts";

/** Options of `bowl()`. */
export interface BowlOptions {
  /** Looks at every n-th measured step of an epoch; 1 by default. */
  readonly every?: number;
}

/**
 * The null of "most steps have a minimum inside": what the step would show in a quadratic bowl of the evaluation loss with the same slope
 * and curvature at theta_t. With d = theta_{t+1} - theta_t, g and H the gradient and Hessian of the evaluation loss, the bowl's loss along the
 * step is L + alpha <g, d> + alpha^2 d'Hd / 2, whose minimum lies inside where 0 < -<g, d> < d'Hd. `step_slope` is <g, d>, `step_curvature` d'Hd
 * and `bowl_interior` 1 where the minimum lies inside the bowl's segment, seen at the same points and with the same resolution as
 * the segment's own.
 *
 * In a bowl whose loss stands still on average the minimum lies inside nearly every step, without any walls: -<g, d> is half of d'Hd in the mean.
 *
 * Declare it after `segment()`; it looks at steps whose segment was evaluated. Costs a gradient and a Hessian product of the evaluation samples a
 * look, about nine forward passes, and the memory of the samples once more.
 *
 * Source: ours.
 */
export function bowl({ every = 1 }: BowlOptions = {}): Measure {
  return {
    name: "bowl",
    options: { every },
    gives: { values: ["stepSlope", "stepCurvature", "bowlInterior"] },
    passes: ({ evaluationSamples }) => 9 * evaluationSamples / every,
    start({ program, evaluationBatches, case: { points } }) {
      return {
        async step({ measured, stepInEpoch, from, to }, { values }) {
          if (!measured || stepInEpoch % every !== 0 || values.lossFrom === undefined) return;
          const step = Float32Array.from(to, (value, i) => value - from[i]!);
          const gradient = new Float32Array(from.length);
          let slope = 0;
          const batches = evaluationBatches();
          const samples = batches.reduce((sum, { labels }) => sum + labels.length, 0);
          for (const batch of batches) {
            await batchGradient({ program, theta: from, batch, subBatchSize: batch.labels.length }, gradient);
            slope += batch.labels.length / samples * dot(gradient, step);
          }
          const product = await meanHessianProduct({ program, theta: from, vector: step, batches });
          const curvature = product.reduce((sum, value, i) => sum + value * step[i]!, 0);
          values.stepSlope = slope;
          values.stepCurvature = curvature;
          values.bowlInterior = bowlInterior({ loss: values.lossFrom, slope, curvature, points });
        },
      };
    },
  };
}

/**
 * 1 where a parabola's least point among alpha = 0, 1/points, ..., 1 lies inside and below both ends by more than an evaluation resolves, else 0;
 * NaN where one of the numbers is.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { bowlInterior } from "./bowl.ts";
 *
 * assertEquals(bowlInterior({ loss: 1, slope: -0.1, curvature: 0.2, points: 10 }), 1);
 * assertEquals(bowlInterior({ loss: 1, slope: -0.1, curvature: 0.05, points: 10 }), 0);
 * ```
 */
export function bowlInterior(
  { loss, slope, curvature, points }: {
    readonly loss: number;
    readonly slope: number;
    readonly curvature: number;
    readonly points: number;
  },
): number {
  const losses = Array.from({ length: points + 1 }, (_, index) => {
    const alpha = index / points;
    return loss + alpha * slope + alpha ** 2 * curvature / 2;
  });
  return floorOf(losses).interior;
}
