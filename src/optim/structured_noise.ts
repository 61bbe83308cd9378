import { batchGradient } from "./batch_gradient.ts";
import type { NoiseContext, NoiseSource } from "./noise_source.ts";

/**
 * (g_1 - g_2) / sqrt(2) for the gradients of two mini-batches at theta_t: it has mean 0 and the covariance of a mini-batch gradient's own
 * noise. The first is the step's mini-batch, the same as SGD's with this seed; the second is drawn for the step alone.
 *
 * Source: ours. Costs two mini-batch gradients a step.
 */
export function structuredNoise(
  { program, miniBatch, drawBatch, case: { subBatchSize = Infinity } }: NoiseContext,
): NoiseSource {
  let second = new Float32Array(0);
  return {
    estimates: new Float32Array(0),
    async draw(step, theta, into) {
      if (second.length !== theta.length) second = new Float32Array(theta.length);
      await batchGradient({ program, theta, batch: miniBatch(step), subBatchSize }, into);
      await batchGradient({ program, theta, batch: drawBatch(`structured noise/${step}`), subBatchSize }, second);
      for (let i = 0; i < into.length; i++) into[i] = (into[i]! - second[i]!) * Math.SQRT1_2;
    },
  };
}
