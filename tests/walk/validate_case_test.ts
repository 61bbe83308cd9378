import { assertThrows } from "@std/assert";
import { batchNorm, dense, flatten, network, residual } from "../../src/network/layers.ts";
import { mlp } from "../../src/network/mlp.ts";
import type { Case } from "../../src/spec/case.ts";
import type { DatasetName } from "../../src/spec/dataset.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { type DatasetOutline, validateCase } from "../../src/walk/validate_case.ts";
import { soundCase } from "./grid.ts";

const available: DatasetOutline[] = [{
  name: "mnist",
  shape: [1, 28, 28],
  classes: 10,
  train: { start: 0, end: 45_000 },
  validation: { start: 50_000, end: 60_000 },
}];

const linear = network("linear", [1, 28, 28], [flatten(), dense(10)]);

Deno.test("validateCase() takes sound cases, also at the limits", () => {
  const sound: Partial<Case>[] = [
    {},
    { trainSamples: 45_000, evaluationSamples: 45_000, validationSamples: 10_000, batchSize: 45_000 },
    { learningRate: 1e-8, momentum: 0.9, weightDecay: 0, points: 2, batchSize: 2 },
    { measuredEpochs: [], epochs: 1 },
    { sampling: "with replacement" },
    { network: linear, batchSize: 1, evaluationBatchSize: 1 },
  ];
  for (const fields of sound) validateCase({ ...soundCase, ...fields }, available);
});

Deno.test("validateCase() refuses a field out of its range, naming field and value", () => {
  const wrong: [Partial<Case>, string][] = [
    [{ learningRate: NaN }, "Cannot walk mlp on mnist as learningRate must be a positive number: NaN"],
    [{ learningRate: 0 }, "learningRate must be a positive number: 0"],
    [{ learningRate: -0.1 }, "learningRate must be a positive number: -0.1"],
    [{ learningRate: Infinity }, "learningRate must be a positive number: Infinity"],
    [{ momentum: 1 }, "momentum must lie in [0, 1): 1"],
    [{ momentum: NaN }, "momentum must lie in [0, 1): NaN"],
    [{ weightDecay: -1 }, "weightDecay must be zero or a positive number: -1"],
    [{ epochs: 0 }, "epochs must be a positive integer: 0"],
    [{ epochs: 2.5 }, "epochs must be a positive integer: 2.5"],
    [{ batchSize: 0 }, "batchSize must be a positive integer: 0"],
    [{ trainSamples: 1e20 }, "trainSamples must be a positive integer"],
    [{ evaluationBatchSize: 0 }, "evaluationBatchSize must be a positive integer: 0"],
    [{ measuredSteps: -1 }, "measuredSteps must be a positive integer: -1"],
    [{ validationSamples: NaN }, "validationSamples must be a positive integer: NaN"],
    [{ seed: -1 }, "seed must be a non-negative integer: -1"],
    [{ points: 1 }, "points must be at least 2"],
    [{ sampling: "bootstrap" as "with replacement" }, "sampling must be with replacement, or absent: bootstrap"],
    [{ augmentation: "flip" as Case["augmentation"] }, "augmentation must be none or crop-flip: flip"],
  ];
  for (const [fields, message] of wrong) {
    assertThrows(() => validateCase({ ...soundCase, ...fields }, available), UserError, message);
  }
});

Deno.test("validateCase() refuses fields that contradict each other or the data", () => {
  const wrong: [Partial<Case>, string][] = [
    [{ measuredEpochs: [1, 11] }, "measuredEpochs must lie within the 10 epochs, counted from 1: 11"],
    [{ measuredEpochs: [0] }, "measuredEpochs must lie within the 10 epochs, counted from 1: 0"],
    [{ measuredEpochs: [1, 1] }, "measuredEpochs must not repeat: 1,1"],
    [{ batchSize: 1001 }, "batchSize must be at most trainSamples, 1000: 1001"],
    [{ evaluationSamples: 1001 }, "must be at most 1000: 1001"],
    [{ trainSamples: 45_001 }, "trainSamples must be at most the split's 45000: 45001"],
    [{ validationSamples: 10_001 }, "validationSamples must be at most the split's 10000: 10001"],
    [{ dataset: "svhn" as DatasetName }, "the data set must be one of mnist: svhn"],
    [{ network: mlp({ input: [3, 32, 32] }) }, "the network's input must be the data's [1, 28, 28]: [3, 32, 32]"],
    [{ network: { ...linear, classes: 100 } }, "the network must have 10 classes: 100"],
    [{ network: network("broken", [1, 28, 28], [dense(10)]) }, "needs features, so flatten before it"],
  ];
  for (const [fields, message] of wrong) {
    assertThrows(() => validateCase({ ...soundCase, ...fields }, available), UserError, message);
  }
});

Deno.test("validateCase() refuses batches of one with batch normalisation, also deep in a block", () => {
  const deep = network("deep", [1, 28, 28], [
    flatten(),
    residual({ before: [], body: [batchNorm()] }),
    dense(10),
  ]);
  for (const normalising of [soundCase.network, deep]) {
    const wrong: [Partial<Case>, string][] = [
      [{ batchSize: 1 }, "batchSize must be at least 2 for batch normalisation: 1"],
      [{ evaluationBatchSize: 1 }, "at least 2 samples for batch normalisation: 1"],
      [{ evaluationSamples: 201 }, "at least 2 samples for batch normalisation: 1"],
    ];
    for (const [fields, message] of wrong) {
      assertThrows(
        () => validateCase({ ...soundCase, network: normalising, ...fields }, available),
        UserError,
        message,
      );
    }
  }
});
