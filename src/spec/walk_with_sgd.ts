/** "A Walk with SGD", the paper that the first suites are about: what it is and what it used. */

import type { Grid, PaperSetting, PresetName, Reference } from "./suite.ts";

/** The paper, at the sections and tables that a suite is about. */
export function walkWithSgd(where: string): Reference {
  return {
    paper: "A Walk with SGD",
    authors: "Xing, Arpit, Tsirigotis and Bengio, 2018",
    identifier: "arXiv 1802.08770",
    where,
  };
}

/**
 * The paper's set-up, as far as it is known from its text or its released code.
 *
 * Source: Xing et al. (2018) and its code.
 */
export const walkWithSgdSettings: readonly PaperSetting[] = [
  { field: "trainSamples", value: 45_000, source: "code" },
  { field: "evaluationSamples", value: 45_000, source: "text" },
  { field: "evaluationBatchSize", value: 100, source: "code" },
  { field: "batchSize", value: 100, source: "text" },
  { field: "momentum", value: 0, source: "code" },
  { field: "weightDecay", value: 1e-4, source: "code" },
  { field: "points", value: 10, source: "code" },
  { field: "measuredSteps", value: 450, source: "text" },
  { field: "seeds", value: 1, source: "code" },
  { network: "mlp", field: "measuredEpochs", value: [1, 10, 25], source: "text" },
  { network: "mlp", field: "parameterCount", value: 573_060, source: "code" },
  { network: "mlp", field: "epochs", value: 40, source: "text" },
  { network: "mlp", field: "validationSamples", value: 10_000, source: "code" },
  { network: "mlp", field: "augmentation", value: "none", source: "code" },
  { network: "vgg11", field: "parameterCount", value: 9_756_426, source: "code" },
  { network: "vgg11", field: "learningRate", value: [0.1, 0.05], source: "text" },
  { network: "resnet56", field: "learningRate", value: [0.3, 0.15], source: "text" },
  ...["vgg11", "resnet56"].flatMap((network) => [
    { network, field: "epochs", value: 100, source: "text" as const },
    { network, field: "measuredEpochs", value: [1, 10, 25, 100], source: "text" as const },
    { network, field: "validationSamples", value: 5_000, source: "code" as const },
    { network, field: "augmentation", value: "crop-flip", source: "code" as const },
  ]),
];

/** The grid of a walk but for its network and learning rates. */
export type WalkSizes = Omit<Grid, "network" | "learningRate">;

/** What walks whose steps are looked at one by one share in all presets. */
const asInThePaper = { momentum: 0, weightDecay: 1e-4, batchSize: 100, points: 10 };

/** The paper's sizes: it looks at 450 steps of each measured epoch, on all training samples. */
const paperSizes = {
  ...asInThePaper,
  trainSamples: 45_000,
  evaluationSamples: 45_000,
  evaluationBatchSize: 500,
  measuredSteps: 450,
  seeds: 10,
};

const mnist = { dataset: "mnist", augmentation: "none" } as const;
const cifar10 = { dataset: "cifar10", augmentation: "crop-flip" } as const;

/**
 * The sizes of walks whose steps are looked at one by one, on each data set: one home, so that suites at the same learning rate have the
 * same walks. `paper` has what its text and code tell; the other two are ours.
 */
export const steppedWalks: Readonly<Record<PresetName, Readonly<Record<"mnist" | "cifar10", WalkSizes>>>> = {
  smoke: {
    mnist: {
      ...asInThePaper,
      ...mnist,
      trainSamples: 1000,
      evaluationSamples: 200,
      evaluationBatchSize: 100,
      validationSamples: 200,
      epochs: 3,
      measuredEpochs: [1, 3],
      measuredSteps: 10,
      seeds: 2,
    },
    cifar10: {
      ...asInThePaper,
      ...cifar10,
      trainSamples: 500,
      evaluationSamples: 100,
      evaluationBatchSize: 50,
      validationSamples: 100,
      epochs: 2,
      measuredEpochs: [1, 2],
      measuredSteps: 5,
      seeds: 2,
    },
  },
  laptop: {
    mnist: {
      ...asInThePaper,
      ...mnist,
      trainSamples: 6000,
      evaluationSamples: 2000,
      evaluationBatchSize: 100,
      validationSamples: 1000,
      epochs: 25,
      measuredEpochs: [1, 10, 25],
      measuredSteps: 60,
      seeds: 5,
    },
    cifar10: {
      ...asInThePaper,
      ...cifar10,
      trainSamples: 6000,
      evaluationSamples: 1000,
      evaluationBatchSize: 100,
      validationSamples: 500,
      epochs: 25,
      measuredEpochs: [1, 10, 25],
      measuredSteps: 40,
      seeds: 5,
    },
  },
  paper: {
    mnist: { ...paperSizes, ...mnist, validationSamples: 10_000, epochs: 40, measuredEpochs: [1, 10, 25] },
    cifar10: { ...paperSizes, ...cifar10, validationSamples: 5_000, epochs: 100, measuredEpochs: [1, 10, 25, 100] },
  },
};
