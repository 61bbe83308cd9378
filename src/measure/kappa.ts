import { dot } from "../math/vectors.ts";
import { cutBatch } from "../optim/cut_batch.ts";
import { gradientSamples } from "../optim/descent_passes.ts";
import { legAt } from "../optim/leg.ts";
import type { Batch, Program } from "../spec/engine.ts";
import type { Measure, Step } from "../spec/measure.ts";

/** Options of `kappa()`. */
export interface KappaOptions {
  /** Looks at every n-th measured step of an epoch; 1 by default. */
  readonly every?: number;
}

/**
 * The curvature of the step's loss along what the step follows, kappa = g'Hg / g'g, at theta_t, and the regime number eta * kappa. H is
 * the Hessian of the mean loss of the samples that the gradient was taken on, in the same sub-batches, batch normalisation by the
 * statistics of each. NaN where the gradient is zero. Costs one Hessian-vector product, about six forward passes of those samples.
 *
 * On a quadratic a step of gradient descent has its minimum inside exactly when eta * kappa > 1, and raises the loss when
 * eta * kappa > 2, on the loss that was descended: the mini-batch's own, which `segment({ draw: "batch" })` evaluates. The column
 * `interior` is about the evaluation samples. For a mini-batch gradient g_b and a loss with gradient g and Hessian H its condition is
 * 0 < <g_b, g> < eta g_b'H g_b, the same as eta * kappa > 1 only where both are the same loss.
 *
 * Where the descent adds noise, g has it, so kappa is the curvature along the noisy direction. Where it follows the undivided sum of n
 * sub-batches' gradients, the step is n times as long as the mean's, and `etaKappa` is eta * n * kappa, the number that decides.
 *
 * The step also carries weight decay and momentum, where the case has them, which kappa leaves out.
 */
export function kappa({ every = 1 }: KappaOptions = {}): Measure {
  return {
    name: "kappa",
    options: { every },
    gives: { values: ["kappa", "etaKappa"] },
    passes: (one) => 6 * gradientSamples(one) / every,
    start: ({ program, case: one }) => ({
      async step(step, { values }) {
        if (!step.measured || step.stepInEpoch % every !== 0) return;
        const { batch, subBatchSize, gradient } = step;
        const parts = cutBatch(batch, subBatchSize);
        values.kappa = await curvature(program, step, parts) / dot(gradient, gradient);
        const summed = legAt(one, step.index).descent.gradient === "full batch sum";
        values.etaKappa = step.learningRate * (summed ? parts.length : 1) * values.kappa;
      },
    }),
  };
}

/** g'Hg, H that of the mean loss over all parts. */
async function curvature(program: Program, { from, gradient, batch }: Step, parts: readonly Batch[]): Promise<number> {
  let total = 0;
  for (const part of parts) {
    const share = parts.length === 1 ? 1 : part.labels.length / batch.labels.length;
    total += share * dot(gradient, await program.hessianVector(from, gradient, part));
  }
  return total;
}
