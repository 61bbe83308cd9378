/** Walks that nobody made, of every arm of the cosine suite: for the tests of its page. */

import { normals, randomStream } from "../../src/math/random.ts";
import type { Case } from "../../src/spec/case.ts";
import type { Measurement, Rows, StepRow } from "../../src/spec/row.ts";
import { expandGrid } from "../../src/walk/expand.ts";
import { stepsPerEpoch } from "../../src/walk/schedule.ts";
import suite from "../../suites/cosine.ts";

/** The suite's smoke grids with three seeds; the last case, which a synthetic run lets diverge, is one of the second network. */
export function cosineCases(): Case[] {
  return expandGrid(suite.presets.smoke.map((grid) => ({ ...grid, seeds: 3 })))
    .toSorted((a, b) => a.network.name.localeCompare(b.network.name));
}

/** The trace of a mini-batch gradient's noise here. */
export const trace = 0.25;

/** At which steps full-batch descent is looked at here. */
const looks = [0, 8, 16, 24, 32];

/**
 * The rows of a walk: sharpness 0.5 at first and 5 from step 8 on, so that eta lambda_max ends at 0.5 and 4.5; a cosine that is 1 before and then falls
 * with the batch, 0.3 greater with replacement; and a distance that grows with the steps.
 */
export function cosineRows(one: Case): Rows {
  const { learningRate, seed, network, batchSize, trainSamples, subBatchSize = batchSize, descent, sampling } = one;
  const normal = normals(randomStream(seed, `synthetic/${network.name}/${learningRate}/${batchSize}`));
  const summed = descent === undefined ? 1 : trainSamples / subBatchSize;
  const share = batchSize / trainSamples;
  const late = 0.3 - 1.2 * share + (sampling === undefined ? 0 : 0.3);
  const perEpoch = stepsPerEpoch(one);
  const steps = Array.from({ length: one.steps ?? 0 }, (_, step): StepRow => ({
    step,
    epoch: Math.floor(step / perEpoch) + 1,
    stepInEpoch: step % perEpoch,
    learningRate,
    values: {
      batchLoss: 2.3 * Math.exp(-0.05 * step * learningRate * summed),
      gradientNorm: summed,
      distance: learningRate * summed * (2 - share) * Math.sqrt(step + 1),
      ...(step === 0 ? {} : { cosine: step < looks[1]! ? 1 : Math.max(-1, late + 0.02 * normal()) }),
    },
  }));
  const measurements: Measurement[] = share < 1
    ? [{ name: "gradient_noise", step: 0, value: trace, iterations: 5 }]
    : looks.flatMap((step) => [
      {
        name: "secant_sharpness",
        step,
        value: step === 0 ? 0.5 : 5 + 0.1 * normal(),
        iterations: 9,
        residual: 0.02,
        converged: step > 0,
        samples: 90,
      },
      { name: "step_on_sharpest", step, value: step === 0 ? 0.1 : 0.9, samples: 90 },
    ]);
  return { steps, segments: [], epochs: [], measurements };
}
