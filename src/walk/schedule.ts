import { descentPasses } from "../optim/descent_passes.ts";
import type { Case } from "../spec/case.ts";
import type { Measure } from "../spec/measure.ts";

/** How many steps one epoch has: whole mini-batches only. */
export function stepsPerEpoch({ trainSamples, batchSize }: Pick<Case, "trainSamples" | "batchSize">): number {
  return Math.floor(trainSamples / batchSize);
}

/** How many steps a walk has. */
export function totalSteps(one: Pick<Case, "trainSamples" | "batchSize" | "epochs" | "steps">): number {
  return Math.min(one.steps ?? Infinity, one.epochs * stepsPerEpoch(one));
}

/** Whether the expensive measures look at a step: it lies in a measured epoch, among its first `measuredSteps`. */
export function isMeasured(
  { measuredEpochs, measuredSteps }: Pick<Case, "measuredEpochs" | "measuredSteps">,
  epoch: number,
  stepInEpoch: number,
): boolean {
  return stepInEpoch < measuredSteps && measuredEpochs.includes(epoch);
}

/** The work of a case in forward passes of one sample; a gradient counts three passes of its samples. */
export interface Work {
  /** Of making the steps, with the noise of their descent. */
  readonly training: number;
  /** Of all: training, measuring and the validation at each epoch's end. */
  readonly total: number;
  /** What is done after so many steps, the ends of the epochs among them included. */
  done(steps: number): number;
}

/** How much work a case is, about: for progress and estimates. */
export function workOf(one: Case, measures: readonly Measure[]): Work {
  const perEpoch = stepsPerEpoch(one);
  const steps = totalSteps(one);
  const measuredSteps = Math.min(one.measuredSteps, perEpoch);
  const measuredStep = measures.reduce((sum, measure) => sum + measure.passes(one), 0);
  const everyStep = measures.reduce((sum, measure) => sum + (measure.stepPasses?.(one) ?? 0), 0);
  const measuredEpoch = measures.reduce((sum, measure) => sum + (measure.epochPasses?.(one) ?? 0), 0);

  function done(steps: number): number {
    const epochs = Math.floor(steps / perEpoch);
    const measured = one.measuredEpochs.filter((epoch) => epoch <= epochs).length;
    const begun = one.measuredEpochs.includes(epochs + 1) ? Math.min(measuredSteps, steps % perEpoch) : 0;
    return descentPasses(one, steps) + steps * everyStep + epochs * one.validationSamples + measured * measuredEpoch +
      (measured * measuredSteps + begun) * measuredStep;
  }

  return { training: descentPasses(one, steps), total: done(steps), done };
}
