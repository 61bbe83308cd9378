/** The JSON of a run's rows, as it is read: checked, as any file may have been written by anybody. */

import type { Case } from "../spec/case.ts";
import type { Group, Verdict } from "../spec/claim.ts";
import { datasetNames } from "../spec/dataset.ts";
import { engineNames } from "../spec/engine.ts";
import type { RunPlan } from "../spec/run.ts";
import {
  anything,
  count,
  list,
  nullable,
  number,
  object,
  optional,
  readJson,
  record,
  type Shape,
  text,
  textLike,
  truth,
  variant,
  word,
} from "../spec/shape.ts";
import { presetNames } from "../spec/suite.ts";
import { patterns } from "./patterns.ts";

const id = textLike(patterns.id.whole, patterns.id.what);
const hash = textLike(patterns.hash.whole, patterns.hash.what);
const name = textLike(patterns.name.whole, patterns.name.what);

const measures = list(
  object({
    name,
    options: anything,
    gives: optional(object({
      values: optional(list(name)),
      drawn: optional(record(list(name))),
      draws: optional(list(name)),
      measurements: optional(list(name)),
    })),
  }),
  1000,
);

const versions = record(text(1000));

const plan: Shape = object({
  id,
  suite: textLike(patterns.suite.whole, patterns.suite.what),
  suiteVersion: count,
  preset: word(presetNames),
  command: text(),
  configHash: hash,
  measures,
  deviations: list(object({ network: name, field: name, paper: text(), here: text() })),
  engine: object({ name: word(engineNames), library: name, version: name, device: text(1000), threads: count }),
  engineReason: optional(text()),
  jobs: count,
  commit: object({
    hash: textLike(patterns.commit.whole, patterns.commit.what),
    branch: text(1000),
    subject: text(10_000),
    dirty: truth,
  }),
  machine: object({
    hostname: text(1000),
    operatingSystem: text(1000),
    processor: text(1000),
    cores: count,
    memoryBytes: count,
  }),
  versions,
  started: textLike(patterns.time.whole, patterns.time.what),
});

const size = { outputs: count };
/** Looked up when it is used, as a residual block has layers of its own. */
const layers: Shape = (value, place) => list(layer, 10_000)(value, place);
const layer: Shape = variant("kind", {
  flatten: anything,
  relu: anything,
  globalAveragePool: anything,
  maxPool: object({ size: count }),
  batchNorm: anything,
  dense: object(size),
  convolution: object({ ...size, kernel: count, stride: count, padding: count, bias: truth }),
  residual: object({ before: layers, body: layers, shortcut: layers }),
});

const direction = {
  name,
  gradient: word(["mini-batch", "full batch", "full batch sum"]),
  noise: optional(variant("kind", {
    "isotropic from initialisation": object({ factor: number, as: word(["variance", "standard deviation"]) }),
    "isotropic of matched trace": object({ every: count }),
    structured: anything,
  })),
};

const point: Shape = object({
  network: object({ name, input: list(count, 3), classes: count, layers }),
  dataset: word(datasetNames),
  trainSamples: count,
  evaluationSamples: count,
  evaluationBatchSize: count,
  validationSamples: count,
  augmentation: word(["none", "crop-flip"]),
  learningRate: number,
  momentum: number,
  weightDecay: number,
  descent: optional(object({
    ...direction,
    switch: optional(object({ step: count, to: object(direction), learningRateFactor: optional(number) })),
  })),
  batchSize: count,
  sampling: optional(word(["with replacement"])),
  subBatchSize: optional(count),
  epochs: count,
  steps: optional(count),
  measuredEpochs: list(count),
  measuredSteps: count,
  points: count,
  certify: optional(truth),
  seed: count,
});

const group = record((value, place) => typeof value === "string" ? text(1000)(value, place) : number(value, place));
const seedValues = list(object({ seed: count, value: nullable(number), count }));

/** What `runs.config` holds; the first runs did not say why their engine. */
export type StoredPlan = Omit<RunPlan, "cases" | "engineReason"> & Partial<Pick<RunPlan, "engineReason">>;

/** Reads `runs.config`; the first runs did not say why their engine. @throws {TypeError} where it is no plan. */
export function readPlan(json: string): Omit<RunPlan, "cases"> {
  const { engineReason = "not recorded", ...rest } = readJson<StoredPlan>(json, plan, "runs.config");
  return { ...rest, engineReason };
}

/** Reads `cases.config`. @throws {TypeError} where it is no case. */
export function readCase(json: string): Case {
  return readJson(json, point, "cases.config");
}

/** Reads `measures`. @throws {TypeError} where it is no list of measures. */
export function readMeasures(json: string): RunPlan["measures"] {
  return readJson(json, measures, "measures");
}

/** Reads `versions`. @throws {TypeError} where they are none. */
export function readVersions(json: string): RunPlan["versions"] {
  return readJson(json, versions, "versions");
}

/** Reads `verdicts.judged_group`. @throws {TypeError} where it is no group. */
export function readGroup(json: string): Group {
  return readJson(json, group, "verdicts.judged_group");
}

/** Reads `verdicts.seed_values`. @throws {TypeError} where it is no list of values. */
export function readSeedValues(json: string): Verdict["values"] {
  const values = readJson<{ seed: number; value: number | null; count: number }[]>(
    json,
    seedValues,
    "verdicts.seed_values",
  );
  // JSON has no NaN: it wrote null.
  return values.map(({ seed, value, count }) => ({ seed, value: value ?? NaN, count }));
}

/** Reads `bench_results.round_seconds`. @throws {TypeError} where they are none. */
export function readRoundSeconds(json: string): readonly number[] {
  return readJson(json, list(number), "bench_results.round_seconds");
}
