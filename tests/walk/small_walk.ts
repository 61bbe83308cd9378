/** A walk on a network with batch normalisation and augmented images, small enough for the float64 reference. */

import { randomStream } from "../../src/math/random.ts";
import { batchNorm, convolution, dense, flatten, network, relu } from "../../src/network/layers.ts";
import { resolveNetwork } from "../../src/network/resolve.ts";
import type { Case } from "../../src/spec/case.ts";
import type { Dataset } from "../../src/spec/dataset.ts";
import type { Program } from "../../src/spec/engine.ts";
import type { Measure } from "../../src/spec/measure.ts";
import type { CaseProgress } from "../../src/spec/progress.ts";
import type { Outcome } from "../../src/spec/row.ts";
import { runCase } from "../../src/walk/run_case.ts";
import { openReference } from "../reference/engine.ts";
import type { MemorySink } from "./memory_sink.ts";

const random = randomStream(0, "small images");

/** 60 images to train on and 30 to validate with, of three classes that differ in brightness. */
export const smallDataset: Dataset = {
  name: "mnist",
  shape: [1, 5, 5],
  classes: 3,
  images: Uint8Array.from({ length: 90 * 25 }, (_, i) => Math.floor((Math.floor(i / 25) % 3) * 60 + 130 * random())),
  labels: Uint8Array.from({ length: 90 }, (_, i) => i % 3),
  train: { start: 0, end: 60 },
  validation: { start: 60, end: 90 },
  mean: [0.5],
  deviation: [0.25],
  checksum: "of the small data",
  origin: "a test",
};

/** Four epochs of three steps, the first and the third measured. */
export const smallCase: Case = {
  network: network("small", [1, 5, 5], [convolution(2), batchNorm(), relu(), flatten(), dense(3)], 3),
  dataset: "mnist",
  trainSamples: 24,
  evaluationSamples: 12,
  evaluationBatchSize: 6,
  validationSamples: 6,
  augmentation: "crop-flip",
  learningRate: 0.1,
  momentum: 0.9,
  weightDecay: 1e-4,
  batchSize: 8,
  epochs: 4,
  measuredEpochs: [1, 3],
  measuredSteps: 3,
  points: 4,
  seed: 0,
};

/** The small case's steps. */
export const smallSteps = 12;

/** Its network on the reference. */
export function compileSmall(): Promise<Program> {
  return openReference().compile(resolveNetwork(smallCase.network));
}

/** What a trial differs in. */
export interface SmallTrial {
  /** For the checkpoint. */
  readonly folder: string;
  readonly memory: MemorySink;
  readonly measures?: readonly Measure[];
  readonly fields?: Partial<Case>;
  readonly dataset?: Dataset;
  readonly exportDirectory?: string;
  /** Ends the walk after this many steps. */
  readonly stopAfter?: number;
  readonly onProgress?: (progress: CaseProgress) => void;
}

/** Walks the small case. */
export async function walkSmall(
  { folder, memory, fields, stopAfter = Infinity, ...trial }: SmallTrial,
): Promise<Outcome> {
  using program = await compileSmall();
  let steps = 0;
  return await runCase({
    runCase: { id: "small", case: { ...smallCase, ...fields }, parameterCount: program.network.parameterCount },
    program,
    dataset: trial.dataset ?? smallDataset,
    measures: trial.measures ?? [],
    sink: { append: (_id, rows) => memory.append(rows), rewind: (_id, count) => memory.rewind(count) },
    checkpoints: folder,
    ...(trial.exportDirectory === undefined ? {} : { exportDirectory: trial.exportDirectory }),
    stopping: () => ++steps >= stopAfter,
    onProgress: trial.onProgress ?? (() => {}),
  });
}
