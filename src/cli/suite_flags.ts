/** The flags of `deno task suite`. */

import type { Case } from "../spec/case.ts";
import { datasetNames } from "../spec/dataset.ts";
import { engineNames } from "../spec/engine.ts";
import { presetNames } from "../spec/suite.ts";
import { belowOne, integerWithin, list, nonNegative, oneOf, positive, positiveInteger, text } from "./flag_values.ts";
import { type FlagValues, toggle } from "./flags.ts";

const counts = list(positiveInteger);

/** Flags that replace one field of every case, by that field: several values with commas between them are crossed. */
export const fieldFlags = {
  learningRate: { value: "NUMBERS", help: "For example 0.1,0.05", read: list(positive) },
  batchSize: { value: "NUMBERS", help: "Samples a mini-batch", read: counts },
  subBatchSize: { value: "NUMBERS", help: "Samples differentiated together: larger batches are cut", read: counts },
  epochs: { value: "NUMBERS", help: "Measured epochs beyond the last are left out", read: counts },
  steps: { value: "NUMBERS", help: "Steps at most, where the epochs do not end before", read: counts },
  measuredSteps: { value: "NUMBERS", help: "Steps measured at most from the start of a measured epoch", read: counts },
  points: { value: "NUMBERS", help: "Segments are evaluated at 1/points, ..., 1", read: list(integerWithin(2, 1000)) },
  trainSamples: { value: "NUMBERS", help: "Training samples, balanced by class", read: counts },
  evalSamples: { value: "NUMBERS", help: "Training samples on which segments are evaluated", read: counts },
  evalBatchSize: { value: "NUMBERS", help: "Samples a batch where segments are evaluated", read: counts },
  validationSamples: { value: "NUMBERS", help: "Samples of the validation split", read: counts },
  augmentation: { value: "NAMES", help: "none, crop-flip", read: list(oneOf(["none", "crop-flip"])) },
  momentum: { value: "NUMBERS", help: "From 0 up to, not including, 1", read: list(belowOne) },
  weightDecay: { value: "NUMBERS", help: "For example 0,1e-4", read: list(nonNegative) },
} as const;

/** The field of a case that a flag of `fieldFlags` replaces. */
export const fieldOf: Readonly<Record<keyof typeof fieldFlags, keyof Case>> = {
  learningRate: "learningRate",
  batchSize: "batchSize",
  subBatchSize: "subBatchSize",
  epochs: "epochs",
  steps: "steps",
  measuredSteps: "measuredSteps",
  points: "points",
  trainSamples: "trainSamples",
  evalSamples: "evaluationSamples",
  evalBatchSize: "evaluationBatchSize",
  validationSamples: "validationSamples",
  augmentation: "augmentation",
  momentum: "momentum",
  weightDecay: "weightDecay",
};

/** Flags that say which cases run, each in place of what the preset says. */
export const caseFlags = {
  model: {
    value: "NAMES",
    help: "mlp, vgg11, resnet56 or another network of the suite",
    read: list(text),
  },
  dataset: { value: "NAMES", help: datasetNames.join(", "), read: list(oneOf(datasetNames)) },
  descent: {
    value: "NAMES",
    help: "Which of the preset's descents, as --dry-run writes them: gd,gd+structured-noise",
    read: list(text),
  },
  width: { value: "NUMBER", help: "Multiplies the channels of vgg11 and resnet56", read: positive },
  hidden: { value: "NUMBERS", help: "Sizes of mlp's hidden layers, for example 500,350", read: counts },
  ...fieldFlags,
  measuredEpochs: { value: "NUMBERS", help: "For example 1,10,25", read: counts },
  seeds: { value: "N", help: "How many seeds: 0, 1, ..., N-1", read: positiveInteger },
  certify: toggle("Decides barriers on a part of the evaluation samples, where that shows that there is none"),
} as const;

/** Flags that say how a run goes; its rows do not depend on them, but for engine and threads. */
export const runFlags = {
  preset: { value: "NAME", help: presetNames.join(", "), default: "laptop", read: oneOf(presetNames) },
  filter: { value: "WORDS", help: 'Only cases whose line in --dry-run has these words: "vgg11 seed=1"', read: text },
  engine: {
    value: "NAME",
    help: `auto, ${engineNames.join(", ")}`,
    default: "auto",
    read: oneOf(["auto", ...engineNames]),
  },
  threads: {
    value: "N",
    help: "Threads of one walk; results depend on it",
    default: "1",
    read: integerWithin(1, 256),
  },
  jobs: { value: "N", help: "Cases side by side", default: "the cores; 1 on a GPU", read: integerWithin(1, 256) },
  results: { value: "FOLDER", help: "Where runs, store and pages are written", default: "results", read: text },
  dataDir: { value: "FOLDER", help: "Official files instead of the packages: MNIST IDX, CIFAR-10 binary", read: text },
  exportWalk: { value: "FOLDER", help: "Also writes theta_0, batches and steps as .npy", read: text },
  resume: {
    value: "RUN",
    optional: true,
    help: "Goes on with the newest unfinished run, or the one named",
    read: String,
  },
  fresh: toggle("Walks every case anew, also where the store has the rows of the same walk"),
  dryRun: toggle("Lists the cases with an estimate of time and memory, and runs none"),
  noReport: toggle("Renders no page"),
  json: toggle("The result as JSON on standard output, and nothing else there"),
  quiet: toggle("No progress"),
  help: toggle("This text"),
} as const;

/** All flags of `deno task suite`. */
export const suiteFlags = { ...runFlags, ...caseFlags } as const;

/** What was given of them. */
export type SuiteFlagValues = FlagValues<typeof suiteFlags>;

/** What was given of the flags that say which cases run. */
export type CaseFlagValues = FlagValues<typeof caseFlags>;
