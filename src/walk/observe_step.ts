import { norm } from "../math/vectors.ts";
import type { Observation, Observer } from "../spec/measure.ts";
import type { Measurement, SegmentRow, StepRow } from "../spec/row.ts";
import type { SourceStep } from "./source.ts";

/** What is stored of one step. */
export interface ObservedStep {
  readonly row: StepRow;
  readonly segments: readonly SegmentRow[];
  readonly measurements: readonly Measurement[];
}

/** Lets the observers look at a step, one after the other. */
export async function observeStep(
  { step, loss, correct, samples, noise, finite }: SourceStep,
  observers: readonly Observer[],
): Promise<ObservedStep> {
  const values = {
    batchLoss: loss,
    batchAccuracy: correct / samples,
    ...(noise ? { noiseNorm: norm(noise) } : {}),
  };
  const observation: Observation = { values, segments: [], measurements: [] };
  // Past divergence a segment has no loss to compare; the cheap numbers are stored as they are.
  const shown = finite ? step : { ...step, measured: false };
  for (const observer of observers) await observer.step?.(shown, observation);
  const { index, epoch, stepInEpoch, learningRate } = step;
  return {
    row: { step: index, epoch, stepInEpoch, learningRate, values: observation.values },
    segments: observation.segments,
    measurements: observation.measurements.map((measurement) => ({ step: index, ...measurement })),
  };
}
