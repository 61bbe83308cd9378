/** Measures at work on gradient descent down the quadratic. */

import type { Measure, MeasureContext, Observation } from "../../src/spec/measure.ts";
import { quadraticBatch, quadraticCase, quadraticProgram, quadraticSet, quadraticSource } from "./quadratic.ts";

/** A walk of gradient descent, and what looks at it. */
export interface QuadraticWalk {
  readonly eigenvalues: readonly number[];
  readonly start: readonly number[];
  readonly learningRate: number;
  readonly steps: number;
  readonly points?: number;
  readonly measures: readonly Measure[];
}

/** One sample of a loss that has none: measures weigh batches by their samples. */
export const oneSample = { ...quadraticBatch, labels: Int32Array.of(0) };

/** What measures have at hand on the quadratic. */
export function quadraticContext(
  eigenvalues: readonly number[],
  fields: Partial<MeasureContext["case"]> = {},
): MeasureContext {
  return {
    case: quadraticCase(fields),
    program: quadraticProgram(eigenvalues),
    evaluation: quadraticSet,
    training: () => quadraticSet,
    evaluationBatches: () => [oneSample],
    redraw: () => quadraticSet,
    drawBatch: () => quadraticBatch,
  };
}

/** What the measures see of the walk's steps, whose batch loss is the quadratic. */
export async function observeQuadratic(
  { eigenvalues, start, learningRate, steps, points = 10, measures }: QuadraticWalk,
): Promise<Observation[]> {
  const context = quadraticContext(eigenvalues, { points, learningRate });
  const source = quadraticSource({ eigenvalues, start, learningRate, stepsPerEpoch: steps });
  const observers = measures.map((measure) => measure.start(context));
  const observations: Observation[] = [];
  for (let t = 0; t < steps; t++) {
    const { step, loss } = await source.next();
    const observation: Observation = { values: { batchLoss: loss }, segments: [], measurements: [] };
    for (const observer of observers) await observer.step?.(step, observation);
    observations.push(observation);
  }
  return observations;
}
