/**
 * Segments in full and certified, along the same ten steps of a walk that has learnt for 600: one step an iteration, its start shared with
 * the step before. The perceptron on MNIST, then a narrow VGG-11 on CIFAR-10, one thread.
 */

import { loadDataset } from "../src/data/load.ts";
import { openEngine } from "../src/engine/open.ts";
import { segment } from "../src/measure/segment.ts";
import { mlp } from "../src/network/mlp.ts";
import { resolveNetwork } from "../src/network/resolve.ts";
import { vgg11 } from "../src/network/vgg11.ts";
import type { Case } from "../src/spec/case.ts";
import type { MeasureContext, Step } from "../src/spec/measure.ts";
import { networkSource } from "../src/walk/network_source.ts";
import { layOutSamples } from "../src/walk/samples.ts";

const [learnt, looked] = [600, 10];

const base = {
  ...{ trainSamples: 6000, validationSamples: 100, learningRate: 0.1, momentum: 0, weightDecay: 1e-4 },
  ...{ batchSize: 100, epochs: 11, measuredEpochs: [], measuredSteps: 1, points: 10, seed: 0 },
};
const subjects: readonly Case[] = [
  {
    ...base,
    ...{ network: mlp(), dataset: "mnist", augmentation: "none", evaluationSamples: 4500, evaluationBatchSize: 50 },
  },
  {
    ...base,
    ...{ network: vgg11({ width: 1 / 16 }), dataset: "cifar10", augmentation: "crop-flip" },
    ...{ evaluationSamples: 2000, evaluationBatchSize: 50 },
  },
];

const { engine } = await openEngine("onnx:cpu", { threads: 1 });

for (const one of subjects) {
  const program = await engine.compile(resolveNetwork(one.network));
  const samples = layOutSamples(one, await loadDataset(one.dataset));
  const source = networkSource(one, program, samples);
  const steps: Step[] = [];
  for (let index = 0; index < learnt + looked; index++) {
    const { step } = await source.next();
    if (index >= learnt) steps.push({ ...step, measured: true, from: step.from.slice(), to: step.to.slice() });
  }
  const evaluation = samples.hold(program);
  const { network: { name }, evaluationSamples, evaluationBatchSize } = one;
  const group = `${name}, ${evaluationSamples / evaluationBatchSize} evaluation batches of ${evaluationBatchSize}`;
  for (const certify of [false, true]) {
    const context = { case: { ...one, certify }, program, evaluation } as unknown as MeasureContext;
    const observer = segment().start(context);
    let at = 0;
    Deno.bench({
      name: certify ? "certified" : "in full",
      group,
      baseline: !certify,
      async fn() {
        await observer.step!(steps[at]!, { values: {}, segments: [], measurements: [] });
        at = (at + 1) % steps.length;
      },
    });
  }
}
