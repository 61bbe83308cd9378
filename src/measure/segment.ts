import { interpolate } from "../math/vectors.ts";
import { gradientSamples } from "../optim/descent_passes.ts";
import type { Measure, MeasureContext, Observer } from "../spec/measure.ts";
import type { Draw, StepValues } from "../spec/row.ts";
import { certifiedSegment } from "./certified_segment.ts";
import { curve } from "./curve.ts";

/** Options of `segment()`. */
export interface SegmentOptions {
  /** `"fixed"` by default; `"stochastic"` draws the samples anew at each point, `"batch"` takes what the step's gradient was taken on. */
  readonly draw?: Draw;
  /** Looks at every n-th measured step of an epoch; 1 by default. */
  readonly every?: number;
}

/**
 * The loss along the segment of each measured step, theta(alpha) = (1 - alpha) theta_t + alpha theta_{t+1}, at alpha = 0, 1/points,
 * ..., 1. All points are evaluated on the same fixed samples in the same fixed batches, batch normalisation by the statistics of
 * each batch; alpha = 1 of a step is alpha = 0 of the next and is evaluated once.
 *
 * Where the case is certified, fixed segments are evaluated on a part of the samples as long as that shows that there is no barrier: such
 * a step has no points. See `certifiedSegment()`.
 *
 * The draw `"stochastic"` is an ablation: new order, new batches and, where training augments, new augmentation at each point. It is
 * what the released code does, and it makes barriers out of evaluation noise.
 *
 * The draw `"batch"` evaluates on the samples that the step was made with, its mini-batch or all training samples, as they were augmented
 * and in the same sub-batches: the loss that the gradient and `kappa()` belong to, so that a minimum inside the step and eta * kappa are
 * about one and the same loss. Ours.
 *
 * Source: Xing et al. (2018), section 3.1 and released code. Costs `points` passes over the evaluation samples a step, or one more
 * where the end of the step before is not shared; over the step's samples for the draw `"batch"`; a certified
 * segment costs less.
 */
export function segment({ draw = "fixed", every = 1 }: SegmentOptions = {}): Measure {
  return {
    name: "segment",
    options: { draw, every },
    gives: draw === "fixed" ? { draws: [draw], values: fixedValues } : { draws: [draw] },
    passes(one) {
      const evaluated = draw === "fixed" && every === 1 ? one.points : one.points + 1;
      return evaluated * (draw === "batch" ? gradientSamples(one) : one.evaluationSamples) / every;
    },
    start: (context) => observers[draw](context, every),
  };
}

const fixedValues: readonly (keyof StepValues)[] = ["lossFrom", "lossTo", "certified", "evaluatedShare"];

const observers: Readonly<Record<Draw, (context: MeasureContext, every: number) => Observer>> = {
  fixed,
  stochastic,
  batch: ofBatch,
};

function fixed(context: MeasureContext, every: number): Observer {
  const { program, evaluation, case: { points, certify = false } } = context;
  if (certify) return certifiedSegment(context, every);
  const inner = alphasOf(points);
  let end = { step: -1, loss: NaN };
  return {
    async step(step, { values, segments }) {
      if (!step.measured || step.stepInEpoch % every !== 0) return;
      const shared = end.step === step.index;
      const alphas = shared ? inner : [0, ...inner];
      const losses = [...await program.segment(step.from, step.to, alphas, evaluation)];
      if (shared) losses.unshift(end.loss);
      segments.push(...curve(step.index, "fixed", losses));
      values.lossFrom = losses[0]!;
      values.lossTo = losses.at(-1)!;
      end = { step: step.index + 1, loss: values.lossTo };
    },
    state: () => ({ step: end.step, loss: bitsOf(end.loss) }),
    restore(state) {
      const { step, loss } = state as { step: number; loss: string };
      end = { step, loss: fromBits(loss) };
    },
  };
}

function stochastic({ program, redraw, case: { points } }: MeasureContext, every: number): Observer {
  const alphas = [0, ...alphasOf(points)];
  let between = new Float32Array(0);
  return {
    async step({ index, stepInEpoch, measured, from, to }, { segments }) {
      if (!measured || stepInEpoch % every !== 0) return;
      if (between.length !== from.length) between = new Float32Array(from.length);
      const losses: number[] = [];
      for (const alpha of alphas) {
        using set = redraw(`segment/${index}/${alpha}`, { augment: true });
        interpolate(from, to, alpha, between);
        losses.push((await program.evaluate(between, set, "batch")).loss);
      }
      segments.push(...curve(index, "stochastic", losses));
    },
  };
}

function ofBatch({ program, case: { points } }: MeasureContext, every: number): Observer {
  const alphas = [0, ...alphasOf(points)];
  return {
    async step({ index, stepInEpoch, measured, from, to, batch, subBatchSize }, { segments }) {
      if (!measured || stepInEpoch % every !== 0) return;
      using set = program.hold(batch, subBatchSize);
      segments.push(...curve(index, "batch", [...await program.segment(from, to, alphas, set)]));
    },
  };
}

function alphasOf(points: number): number[] {
  return Array.from({ length: points }, (_, index) => (index + 1) / points);
}

/** A number's bits in hexadecimal: JSON has neither NaN nor infinities. */
function bitsOf(value: number): string {
  return new Uint8Array(Float64Array.of(value).buffer).toHex();
}

function fromBits(bits: string): number {
  return new Float64Array(Uint8Array.fromHex(bits).buffer)[0]!;
}
