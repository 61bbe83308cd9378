/** A small run and its rows, for the store's tests. */

import type { Case } from "../../src/spec/case.ts";
import type { Rows, StepValues } from "../../src/spec/row.ts";
import type { RunPlan } from "../../src/spec/run.ts";

/** A case as plain data. */
export const someCase: Case = {
  network: { name: "mlp", input: [1, 2, 2], classes: 2, layers: [{ kind: "flatten" }, { kind: "dense", outputs: 2 }] },
  dataset: "mnist",
  trainSamples: 100,
  evaluationSamples: 50,
  evaluationBatchSize: 25,
  validationSamples: 20,
  augmentation: "none",
  learningRate: 0.1,
  momentum: 0.9,
  weightDecay: 1e-4,
  batchSize: 10,
  epochs: 3,
  measuredEpochs: [1, 3],
  measuredSteps: 5,
  points: 10,
  seed: 7,
};

/** A run of two cases, `a` and `b`. */
export function somePlan(changes: Partial<RunPlan> = {}): RunPlan {
  return {
    id: "20261121-113000-barriers-1a2b3c",
    suite: "barriers",
    suiteVersion: 2,
    preset: "smoke",
    command: "deno task suite:barriers --preset smoke",
    configHash: "c0ffee",
    measures: [{ name: "cosine", options: null, gives: { values: ["cosine"] } }],
    cases: [
      { id: "a", case: someCase, parameterCount: 10 },
      { id: "b", case: { ...someCase, learningRate: 0.01, seed: 8 }, parameterCount: 10 },
    ],
    deviations: [{ network: "mlp", field: "epochs", paper: "40", here: "3" }],
    engine: { name: "onnx:cpu", library: "onnxruntime-node", version: "1.2.3", device: "cpu", threads: 1 },
    engineReason: "named by the user",
    jobs: 2,
    commit: { hash: "0123abc", branch: "main", subject: "Say it's so", dirty: true },
    machine: { hostname: "host", operatingSystem: "linux", processor: "x86", cores: 2, memoryBytes: 2 ** 35 },
    versions: { deno: "2.9.6" },
    started: "2026-11-21T11:30:00.123Z",
    ...changes,
  };
}

/** The row of one step and nothing else. */
export function stepRows(step: number, values: Partial<StepValues> = {}, epoch = 1): Rows {
  return {
    steps: [{ step, epoch, stepInEpoch: step, learningRate: 0.1, values }],
    segments: [],
    epochs: [],
    measurements: [],
  };
}

/** Runs `work` in a results folder that is removed after it. */
export async function inResults(work: (resultsDir: string) => Promise<void>): Promise<void> {
  const resultsDir = await Deno.makeTempDir({ prefix: "sgd-walk-store-" });
  try {
    await work(resultsDir);
  } finally {
    await Deno.remove(resultsDir, { recursive: true });
  }
}
