import { dot } from "../math/vectors.ts";
import type { Measure } from "../spec/measure.ts";

/** Options of `kappa()`. */
export interface KappaOptions {
  /** Looks at every n-th measured step of an epoch; 1 by default. */
  readonly every?: number;
}

/**
 * The curvature of the mini-batch's loss along its gradient, kappa = g'Hg / g'g, at theta_t with batch normalisation by the batch's
 * own statistics, and the regime number eta * kappa. NaN where the gradient is zero. Costs one Hessian-vector product, about six
 * forward passes of the mini-batch.
 *
 * On a quadratic a step of gradient descent has its minimum inside exactly when eta * kappa > 1, and raises the loss when
 * eta * kappa > 2, on the loss that was descended: the mini-batch's own, which `segment({ draw: "batch" })` evaluates. The column
 * `interior` is about the evaluation samples. For a mini-batch gradient g_b and a loss with gradient g and Hessian H its condition is
 * 0 < <g_b, g> < eta g_b'H g_b, the same as eta * kappa > 1 only where both are the same loss.
 *
 * The step also carries weight decay and momentum, where the case has them, which kappa leaves out.
 */
export function kappa({ every = 1 }: KappaOptions = {}): Measure {
  return {
    name: "kappa",
    options: { every },
    gives: { values: ["kappa", "etaKappa"] },
    passes: ({ batchSize }) => 6 * batchSize / every,
    start: ({ program }) => ({
      async step(step, { values }) {
        if (!step.measured || step.stepInEpoch % every !== 0) return;
        const product = await program.hessianVector(step.from, step.gradient, step.batch);
        values.kappa = dot(step.gradient, product) / dot(step.gradient, step.gradient);
        values.etaKappa = step.learningRate * values.kappa;
      },
    }),
  };
}
