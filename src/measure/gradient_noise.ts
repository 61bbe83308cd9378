import { estimateNoise } from "../optim/gradient_noise.ts";
import type { Case } from "../spec/case.ts";
import type { Measure } from "../spec/measure.ts";
import { looksAtBatchSize } from "./looks_at_batch_size.ts";

/** Options of `gradientNoise()`. */
export interface GradientNoiseOptions {
  /** Looks at every n-th step of the walk, from its first on, in measured epochs and others; 10 by default: ours. */
  readonly every?: number;
  /** Mini-batches whose gradients are compared, 2 at least; 10 by default: ours. */
  readonly batches?: number;
  /** Looks only at walks with these batch sizes; at every walk by default. */
  readonly batchSizes?: readonly number[];
}

/**
 * The noise of a mini-batch gradient at theta_t: the trace of the covariance of the gradients of mini-batches of the case's size, each
 * drawn by itself without replacement from the training samples, whatever the walk's own steps follow. Unbiased; with its standard
 * error, as if the gradients were normal. None where a mini-batch is all training samples. Unit: that of a squared gradient. With the
 * trace V of each of T steps, eta sqrt(T V) is the root-mean-square distance of a random walk of such noise alone.
 *
 * Stored as `gradient_noise`, a measurement of the step. Costs `batches` mini-batch gradients each time, and two float64 vectors like
 * theta.
 *
 * Source: ours.
 */
export function gradientNoise({ every = 10, batches = 10, batchSizes }: GradientNoiseOptions = {}): Measure {
  const looksAt = (one: Case) => one.batchSize !== one.trainSamples && looksAtBatchSize(batchSizes, one);
  return {
    name: "gradientNoise",
    options: { every, batches, ...(batchSizes ? { batchSizes } : {}) },
    gives: { measurements: ["gradient_noise"] },
    passes: () => 0,
    stepPasses: (one) => looksAt(one) ? 3 * one.batchSize * batches / every : 0,
    start: ({ program, drawBatch, case: one }) => ({
      async step({ index, from }, { measurements }) {
        if (index % every !== 0 || !looksAt(one)) return;
        const { batchSize, subBatchSize } = one;
        const started = performance.now();
        const draw = (number: number) => drawBatch(`gradient noise/${index}/${number}`);
        const { trace, traceError } = await estimateNoise({ program, theta: from, subBatchSize, count: batches, draw });
        measurements.push({
          name: "gradient_noise",
          step: index,
          value: trace,
          iterations: batches,
          samples: batches * batchSize,
          standardError: traceError,
          seconds: (performance.now() - started) / 1000,
        });
      },
    }),
  };
}
