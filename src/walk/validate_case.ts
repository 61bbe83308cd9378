import { resolveNetwork } from "../network/resolve.ts";
import type { Case } from "../spec/case.ts";
import type { Dataset } from "../spec/dataset.ts";
import type { Layer } from "../spec/network.ts";
import { UserError } from "../spec/user_error.ts";
import { batchSizes, lastPart, validateDescent } from "./validate_descent.ts";

/** What must be known of a data set before it is read. */
export type DatasetOutline = Pick<Dataset, "name" | "shape" | "classes" | "train" | "validation">;

/**
 * Refuses a case that could not be walked, before anything is read or trained.
 *
 * @throws {UserError} If a field is out of its range, the fields contradict each other, the data set is not among
 * `available`, or the network does not fit the data set or itself.
 */
export function validateCase(one: Case, available: readonly DatasetOutline[]): void {
  const { network, dataset } = one;
  const demand = (holds: boolean, must: string, found: unknown): void => {
    if (!holds) throw new UserError(`Cannot walk ${network.name} on ${dataset} as ${must}: ${found}`);
  };

  for (const field of positiveCounts) {
    demand(Number.isSafeInteger(one[field]) && one[field] >= 1, `${field} must be a positive integer`, one[field]);
  }
  demand(Number.isSafeInteger(one.seed) && one.seed >= 0, "seed must be a non-negative integer", one.seed);
  const { learningRate, momentum, weightDecay } = one;
  demand(learningRate > 0 && learningRate < Infinity, "learningRate must be a positive number", learningRate);
  demand(momentum >= 0 && momentum < 1, "momentum must lie in [0, 1)", momentum);
  demand(weightDecay >= 0 && weightDecay < Infinity, "weightDecay must be zero or a positive number", weightDecay);
  demand(["none", "crop-flip"].includes(one.augmentation), "augmentation must be none or crop-flip", one.augmentation);
  demand(one.points >= 2, "points must be at least 2, or a segment has no inner point", one.points);

  const { epochs, measuredEpochs } = one;
  for (const epoch of measuredEpochs) {
    demand(
      Number.isInteger(epoch) && epoch >= 1 && epoch <= epochs,
      `measuredEpochs must lie within the ${epochs} epochs, counted from 1`,
      epoch,
    );
  }
  demand(new Set(measuredEpochs).size === measuredEpochs.length, "measuredEpochs must not repeat", measuredEpochs);

  const data = available.find(({ name }) => name === dataset);
  if (!data) {
    const names = available.map(({ name }) => name).join(", ");
    throw new UserError(`Cannot walk ${network.name} as the data set must be one of ${names}: ${dataset}`);
  }
  const { trainSamples, evaluationSamples, evaluationBatchSize, batchSize } = one;
  const trainSize = data.train.end - data.train.start;
  const validationSize = data.validation.end - data.validation.start;
  demand(trainSamples <= trainSize, `trainSamples must be at most the split's ${trainSize}`, trainSamples);
  demand(
    one.validationSamples <= validationSize,
    `validationSamples must be at most the split's ${validationSize}`,
    one.validationSamples,
  );
  demand(
    one.sampling === undefined || one.sampling === "with replacement",
    "sampling must be with replacement, or absent",
    one.sampling,
  );
  demand(batchSize <= trainSamples, `batchSize must be at most trainSamples, ${trainSamples}`, batchSize);
  validateDescent(one, demand);
  demand(
    evaluationSamples <= trainSamples,
    `evaluationSamples are taken from the training samples and must be at most ${trainSamples}`,
    evaluationSamples,
  );
  demand(
    network.input.join() === data.shape.join(),
    `the network's input must be the data's [${data.shape.join(", ")}]`,
    `[${network.input.join(", ")}]`,
  );
  demand(network.classes === data.classes, `the network must have ${data.classes} classes`, network.classes);
  if (normalises(network.layers)) {
    const last = evaluationSamples % evaluationBatchSize || evaluationBatchSize;
    demand(batchSize >= 2, "batchSize must be at least 2 for batch normalisation", batchSize);
    for (const samples of batchSizes(one)) {
      const part = lastPart(samples, one.subBatchSize);
      demand(
        part >= 2,
        `subBatchSize must leave every part of ${samples} samples at least 2 for batch normalisation`,
        `${one.subBatchSize}, the last part has ${part}`,
      );
    }
    demand(last >= 2, "every evaluation batch must have at least 2 samples for batch normalisation", last);
  }
  resolveNetwork(network);
}

const positiveCounts = [
  "trainSamples",
  "evaluationSamples",
  "evaluationBatchSize",
  "validationSamples",
  "batchSize",
  "epochs",
  "measuredSteps",
  "points",
] as const satisfies readonly (keyof Case)[];

function normalises(layers: readonly Layer[]): boolean {
  return layers.some((layer) =>
    layer.kind === "batchNorm" ||
    layer.kind === "residual" && [layer.before, layer.body, layer.shortcut].some(normalises)
  );
}
