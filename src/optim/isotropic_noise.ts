import { fillWithNormals } from "../math/random.ts";
import type { Noise } from "../spec/descent.ts";
import { estimateNoise } from "./gradient_noise.ts";
import type { NoiseContext, NoiseSource } from "./noise_source.ts";

/** Mini-batches that a matched trace is estimated from; ours: on the paper's perceptron such a trace varies by 2 to 9 % of itself. */
export const matchingBatches = 10;

/**
 * Independent Gaussian noise whose scale is fixed at theta_0. v is the batch size times the largest unbiased per-coordinate variance of
 * the gradients of one epoch's mini-batches there, so a single sample's; it is found at the first step that needs it. As the largest of
 * P estimates it lies above the largest variance, the farther the fewer mini-batches an epoch has.
 *
 * Source: Xing et al. (2018): variance factor * v in the text, standard deviation factor * v in the released code.
 */
export function isotropicFromInitialisation(
  { factor, as }: Extract<Noise, { kind: "isotropic from initialisation" }>,
  context: NoiseContext,
): NoiseSource {
  const { program, origin, case: { trainSamples, batchSize, subBatchSize } } = context;
  const count = Math.floor(trainSamples / batchSize);
  const draw = (index: number) => context.drawBatch("noise at theta_0", index);
  return isotropic(context, {
    isDue: (_step, sigma) => Number.isNaN(sigma),
    async estimate() {
      const { largestVariance } = await estimateNoise({ program, theta: origin, subBatchSize, count, draw });
      const v = batchSize * largestVariance;
      return as === "variance" ? Math.sqrt(factor * v) : factor * v;
    },
  });
}

/**
 * Independent Gaussian noise with the total variance of a mini-batch gradient's own noise: sigma^2 is the trace of its covariance over
 * P, tr(C) / (B P), estimated at theta_t from 10 mini-batches, at the first step `since` and at each `every`-th after it. Each
 * of those is drawn by itself, so that what is matched is the noise of a mini-batch drawn without replacement from the training samples.
 *
 * Source: ours, the control that Xing et al. (2018) lack.
 */
export function isotropicOfMatchedTrace(
  { every, since }: { readonly every: number; readonly since: number },
  context: NoiseContext,
): NoiseSource {
  const { program, case: { subBatchSize } } = context;
  return isotropic(context, {
    isDue: (step) => (step - since) % every === 0,
    async estimate(step, theta) {
      const draw = (index: number) => context.drawBatch(`matched trace/${step}/${index}`);
      const { trace } = await estimateNoise({ program, theta, subBatchSize, count: matchingBatches, draw });
      return Math.sqrt(trace / theta.length);
    },
  });
}

/** Noise of the scale that `estimate` gives whenever it is due. Arms of a seed have the same noise but for its scale. */
function isotropic(
  { case: { seed } }: NoiseContext,
  { isDue, estimate }: {
    isDue(step: number, sigma: number): boolean;
    estimate(step: number, theta: Float32Array<ArrayBuffer>): Promise<number>;
  },
): NoiseSource {
  // A float32 from the start: a resumed walk finds the same bits in its checkpoint.
  const estimates = Float32Array.of(NaN);
  return {
    estimates,
    async draw(step, theta, into) {
      if (isDue(step, estimates[0]!)) estimates[0] = await estimate(step, theta);
      const sigma = estimates[0]!;
      fillWithNormals(into, seed, `isotropic noise/${step}`);
      for (let i = 0; i < into.length; i++) into[i]! *= sigma;
    },
  };
}
