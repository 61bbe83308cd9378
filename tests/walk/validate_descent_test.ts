import { assertThrows } from "@std/assert";
import { dense, flatten, network } from "../../src/network/layers.ts";
import type { Case } from "../../src/spec/case.ts";
import { type Descent, type Noise, sgdDescent } from "../../src/spec/descent.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { type DatasetOutline, validateCase } from "../../src/walk/validate_case.ts";
import { descents } from "./descents.ts";
import { soundCase } from "./grid.ts";

const available: DatasetOutline[] = [{
  name: "mnist",
  shape: [1, 28, 28],
  classes: 10,
  train: { start: 0, end: 45_000 },
  validation: { start: 50_000, end: 60_000 },
}];

const gd: Descent = { name: "GD", gradient: "full batch" };
const linear = network("linear", [1, 28, 28], [flatten(), dense(10)]);

function refuse(cases: readonly [fields: Partial<Case>, message: string][]): void {
  for (const [fields, message] of cases) {
    assertThrows(() => validateCase({ ...soundCase, ...fields }, available), UserError, message);
  }
}

Deno.test("validateCase() takes every kind of descent, whole or in sub-batches", () => {
  for (const descent of descents) {
    for (const fields of [{}, { subBatchSize: 300 }, { subBatchSize: 50 }, { subBatchSize: 1000 }, { steps: 1 }]) {
      validateCase({ ...soundCase, ...fields, descent }, available);
    }
  }
  // 1000 = 3 * 333 + 1: a part of one sample, which only batch normalisation cannot do with.
  validateCase({ ...soundCase, network: linear, subBatchSize: 333, descent: gd }, available);
});

Deno.test("validateCase() refuses steps and sub-batches out of their range", () => {
  refuse([
    [{ steps: 0 }, "Cannot walk mlp on mnist as steps must be a positive integer: 0"],
    [{ steps: 2.5 }, "steps must be a positive integer: 2.5"],
    [{ subBatchSize: 0 }, "subBatchSize must be a positive integer and at most trainSamples, 1000: 0"],
    [{ subBatchSize: 1001 }, "at most trainSamples, 1000: 1001"],
    [{ subBatchSize: 2.5 }, "subBatchSize must be a positive integer and at most trainSamples, 1000: 2.5"],
  ]);
});

Deno.test("validateCase() refuses sub-batches that leave batch normalisation a part of one sample", () => {
  refuse([
    [
      { subBatchSize: 333, descent: gd },
      "every part of 1000 samples at least 2 for batch normalisation: 333, the last part has 1",
    ],
    [{ subBatchSize: 99 }, "every part of 100 samples at least 2 for batch normalisation: 99, the last part has 1"],
    [{ subBatchSize: 1 }, "the last part has 1"],
  ]);
});

Deno.test("validateCase() refuses a descent that makes no sense, saying which field", () => {
  const noisy = (noise: unknown): Partial<Case> => ({ descent: { ...gd, noise: noise as Noise } });
  const paper = { kind: "isotropic from initialisation", factor: 0.1, as: "variance" };
  const matched = { kind: "isotropic of matched trace", every: 10 };
  const switching = (fields: object): Partial<Case> => ({
    descent: { ...gd, switch: { step: 5, to: sgdDescent, ...fields } },
  });
  refuse([
    [{ descent: { ...gd, name: " " } }, "a descent must have a name"],
    [
      { descent: { ...gd, gradient: "half batch" as "full batch" } },
      "must be one of mini-batch, full batch, full batch sum: half batch",
    ],
    [noisy({ ...paper, factor: 0 }), "the noise's factor must be a positive number: 0"],
    [noisy({ ...paper, factor: Infinity }), "the noise's factor must be a positive number: Infinity"],
    [noisy({ ...paper, as: "sd" }), "variance or standard deviation: sd"],
    [noisy({ ...matched, every: 0 }), "the noise's every must be a positive integer: 0"],
    [noisy({ ...matched, every: 1.5 }), "the noise's every must be a positive integer: 1.5"],
    [noisy({ kind: "white" }), "matched trace or structured: white"],
    [{ ...noisy(matched), batchSize: 501 }, "needs at least 2 mini-batches an epoch: 1"],
    [switching({ step: 0 }), "descent.switch.step must be a positive integer: 0"],
    [switching({ learningRateFactor: 0 }), "descent.switch.learningRateFactor must be a positive number: 0"],
    [switching({ learningRateFactor: NaN }), "descent.switch.learningRateFactor must be a positive number: NaN"],
    [switching({ to: { ...gd, name: "" } }), "a descent must have a name"],
    [switching({ to: { ...gd, switch: { step: 9, to: sgdDescent } } }), "must not switch once more: GD"],
    [
      switching({ to: { ...gd, noise: { ...matched, every: -1 } } }),
      "the noise's every must be a positive integer: -1",
    ],
  ]);
});
