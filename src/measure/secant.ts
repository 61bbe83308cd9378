import { gradientSamples } from "../optim/descent_passes.ts";
import { legAt } from "../optim/leg.ts";
import type { Measure, Step } from "../spec/measure.ts";
import { lossesOf } from "./curve.ts";

/** Options of `secant()`. */
export interface SecantOptions {
  /** Looks at every n-th measured step of an epoch; 1 by default. */
  readonly every?: number;
}

/**
 * eta kappa by the secant: the curvature of the step's own loss over the whole step d = theta_{t+1} - theta_t instead of at its start,
 * 2 (L(theta_{t+1}) - L(theta_t) + s) / s with the slope s = -<g, d>. On a quadratic it is eta * kappa. Unlike the Hessian at theta_t it
 * sees the kinks of ReLU and max pooling that lie in the step. Above 1 a parabola through what was seen has its minimum inside the
 * step: the walk has overshot. NaN where the slope is not above 0, as momentum may have it: no minimum lies ahead.
 *
 * L is the mean loss of the samples that the gradient was taken on, in the same sub-batches. Costs one forward pass of them, or none where
 * `segment({ draw: "batch" })` stands before it and looked at the step. Where the descent adds noise or sums sub-batches, g is not the gradient
 * of L, and there is no value.
 *
 * Source: ours.
 */
export function secant({ every = 1 }: SecantOptions = {}): Measure {
  return {
    name: "secant",
    options: { every },
    gives: { values: ["secantEtaKappa"] },
    passes: (one) => gradientSamples(one) / every,
    start: ({ program, case: one }) => ({
      async step(step, { values, segments }) {
        const { measured, stepInEpoch, index, batch, subBatchSize, to } = step;
        if (!measured || stepInEpoch % every !== 0 || values.batchLoss === undefined) return;
        const { descent } = legAt(one, index);
        if (descent.noise !== undefined || descent.gradient === "full batch sum") return;
        const drawn = lossesOf(segments, "batch");
        let end = drawn.at(-1);
        if (end === undefined) {
          using set = program.hold(batch, subBatchSize);
          end = (await program.evaluate(to, set, "batch")).loss;
        }
        values.secantEtaKappa = secantEtaKappa({ start: drawn[0] ?? values.batchLoss, end, slope: slopeOf(step) });
      },
    }),
  };
}

/**
 * eta kappa of a parabola that has the slope -`slope` at its start and these losses at its ends; NaN where `slope` is not above 0.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { secantEtaKappa } from "./secant.ts";
 *
 * // (1 - 2 alpha)^2 falls by 4 a step at first, has its minimum in the middle and ends where it began.
 * assertEquals(secantEtaKappa({ start: 1, end: 1, slope: 4 }), 2);
 * ```
 */
export function secantEtaKappa(
  { start, end, slope }: { readonly start: number; readonly end: number; readonly slope: number },
): number {
  return slope > 0 ? 2 * (end - start + slope) / slope : NaN;
}

/** By how much the loss would fall over the step if it were straight: -<g, theta_{t+1} - theta_t>. */
function slopeOf({ gradient, from, to }: Step): number {
  let slope = 0;
  for (let i = 0; i < gradient.length; i++) slope -= gradient[i]! * (to[i]! - from[i]!);
  return slope;
}
