/** A sound grid and case for the tests of this folder. */

import { mlp } from "../../src/network/mlp.ts";
import type { Case } from "../../src/spec/case.ts";
import type { Grid } from "../../src/spec/suite.ts";

const fields = {
  network: mlp({ hidden: [8] }),
  dataset: "mnist",
  trainSamples: 1000,
  evaluationSamples: 200,
  evaluationBatchSize: 100,
  validationSamples: 100,
  augmentation: "none",
  learningRate: 0.1,
  momentum: 0,
  weightDecay: 1e-4,
  batchSize: 100,
  epochs: 10,
  measuredEpochs: [1, 10],
  measuredSteps: 10,
  points: 10,
} as const;

/** One point and one seed. */
export const soundGrid: Grid = { ...fields, seeds: 1 };

/** That point. */
export const soundCase: Case = { ...fields, seed: 0 };
