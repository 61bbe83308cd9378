import type { Case } from "../spec/case.ts";
import type { Measure } from "../spec/measure.ts";

/** How many steps one epoch has: whole mini-batches only. */
export function stepsPerEpoch({ trainSamples, batchSize }: Pick<Case, "trainSamples" | "batchSize">): number {
  return Math.floor(trainSamples / batchSize);
}

/** Whether the expensive measures look at a step: it lies in a measured epoch, among its first `measuredSteps`. */
export function isMeasured(
  { measuredEpochs, measuredSteps }: Pick<Case, "measuredEpochs" | "measuredSteps">,
  epoch: number,
  stepInEpoch: number,
): boolean {
  return stepInEpoch < measuredSteps && measuredEpochs.includes(epoch);
}

/** The work of a case in forward passes of one sample; a training step counts three passes of its batch. */
export interface Work {
  /** Of one unmeasured step. */
  readonly step: number;
  /** What measuring adds to a measured step. */
  readonly measuring: number;
  readonly total: number;
}

/** How much work a case is, about: for progress and estimates. */
export function workOf(one: Case, measures: readonly Measure[]): Work {
  const step = 3 * one.batchSize + one.validationSamples / stepsPerEpoch(one);
  const measuring = measures.reduce((sum, measure) => sum + measure.passes(one), 0);
  const measured = one.measuredEpochs.length * Math.min(one.measuredSteps, stepsPerEpoch(one));
  return { step, measuring, total: one.epochs * stepsPerEpoch(one) * step + measured * measuring };
}
