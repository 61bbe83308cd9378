/** Walks that nobody made, of every arm of the cosine suite: for the tests of its page. */

import { normals, randomStream } from "../../src/math/random.ts";
import type { Case } from "../../src/spec/case.ts";
import type { Measurement, Rows, StepRow } from "../../src/spec/row.ts";
import { expandGrid } from "../../src/walk/expand.ts";
import { stepsPerEpoch } from "../../src/walk/schedule.ts";
import suite from "../../suites/cosine.ts";

/** The suite's smoke grids with three seeds; the last case, which a synthetic run lets diverge, is one of the second network. */
export function cosineCases(): Case[] {
  return expandGrid(suite.presets.smoke.map((grid) => ({ ...grid, seeds: 3 })));
}

/** The trace of a mini-batch gradient's noise here. */
export const trace = 0.25;

/** The rows of a walk: sharpness 5, so that eta lambda_max is 0.5 and 4.5, a cosine that falls with the batch, and a distance that grows with the steps. */
export function cosineRows(one: Case): Rows {
  const { learningRate, seed, network, batchSize, trainSamples, subBatchSize = batchSize, descent, steps: count = 0 } =
    one;
  const normal = normals(randomStream(seed, `synthetic/${network.name}/${learningRate}/${batchSize}`));
  const summed = descent === undefined ? 1 : trainSamples / subBatchSize;
  const share = batchSize / trainSamples;
  const perEpoch = stepsPerEpoch(one);
  const steps = Array.from({ length: count }, (_, step): StepRow => ({
    step,
    epoch: Math.floor(step / perEpoch) + 1,
    stepInEpoch: step % perEpoch,
    learningRate,
    values: {
      batchLoss: 2.3 * Math.exp(-0.05 * step * learningRate * summed),
      gradientNorm: summed,
      distance: learningRate * summed * (2 - share) * Math.sqrt(step + 1),
      ...(step === 0 ? {} : { cosine: Math.max(-1, 0.3 - 1.2 * share + 0.02 * normal()) }),
    },
  }));
  const measurements = [
    ...[29, 30].map((step): Measurement => ({
      name: "sharpness",
      step,
      value: 5 + 0.1 * normal(),
      iterations: 9,
      residual: step === 29 ? 0.02 : 0.01,
      converged: true,
      samples: 90,
    })),
    ...(batchSize === trainSamples ? [] : [{ name: "gradient_noise", step: 0, value: trace, iterations: 5 }]),
  ];
  return { steps, segments: [], epochs: [], measurements };
}
