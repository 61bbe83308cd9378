/** "A Walk with SGD", the paper that the first suites are about: what it is and what it used. */

import type { PaperSetting, Reference } from "./suite.ts";

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
