import { mlp } from "../../src/network/mlp.ts";
import type { Grid } from "../../src/spec/suite.ts";

/** A grid to build on: an mlp on MNIST. */
export const grid: Grid = {
  network: mlp(),
  dataset: "mnist",
  trainSamples: 1000,
  evaluationSamples: 200,
  evaluationBatchSize: 100,
  validationSamples: 200,
  augmentation: "none",
  learningRate: 0.1,
  momentum: 0,
  weightDecay: 1e-4,
  batchSize: 100,
  epochs: 25,
  measuredEpochs: [1, 10, 25],
  measuredSteps: 10,
  points: 10,
  seeds: 2,
};
