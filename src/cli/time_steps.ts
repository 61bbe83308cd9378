import { catalogue, imageSize } from "../data/catalogue.ts";
import { initialStatistics } from "../network/initialise.ts";
import type { Case } from "../spec/case.ts";
import type { Dataset } from "../spec/dataset.ts";
import type { Gradient, Program } from "../spec/engine.ts";
import type { Measure, MeasureContext, Observation } from "../spec/measure.ts";
import { networkSource } from "../walk/network_source.ts";
import { layOutSamples } from "../walk/samples.ts";
import { timeOf } from "./time_of.ts";

/** What a step takes beside the passes through the network: updates, noise and norms are work on vectors as long as theta. */
export interface StepCost {
  /** Of making it: samples, noise, update. */
  readonly trainSeconds: number;
  /** Of the measures that look at every step and make no passes. */
  readonly measureSeconds: number;
}

/** Until the code is warm; they are short. */
const runs = 20;

/** Times steps of a case's descent on a network that answers at once: what is left is what its passes do not tell. */
export async function timeSteps(one: Case, measures: readonly Measure[], program: Program): Promise<StepCost> {
  const small = twoBatches(one);
  const samples = layOutSamples(small, noiseImages(small));
  const prompt = promptProgram(program);
  using source = networkSource(small, prompt, samples);
  using evaluation = samples.hold(prompt);
  // Begins with what its noise is estimated from.
  let taken = await source.next();
  const trainSeconds = await timeOf(async () => void (taken = await source.next()), { runs });

  const context: MeasureContext = {
    case: small,
    program: prompt,
    evaluation,
    training: () => evaluation,
    evaluationBatches: samples.evaluationBatches,
    redraw: (...drawing) => samples.redraw(prompt, ...drawing),
    drawBatch: samples.drawBatch,
  };
  const observers = measures.filter((measure) => makesNoPasses(measure, one)).map((measure) => measure.start(context));
  const measureSeconds = await timeOf(async () => {
    const observation: Observation = { values: {}, segments: [], measurements: [] };
    for (const observer of observers) await observer.step?.(taken.step, observation);
  }, { runs });
  return { trainSeconds, measureSeconds };
}

/** A program that has the answer ready and keeps no samples. */
function promptProgram(program: Program): Program {
  const { network } = program;
  const answer: Gradient = {
    loss: 1,
    correct: 0,
    gradient: new Float32Array(network.parameterCount).fill(1e-3),
    statistics: initialStatistics(network),
  };
  return {
    ...program,
    gradient: () => Promise.resolve(answer),
    hold: ({ labels }, batchSize) => ({ size: labels.length, batchSize, [Symbol.dispose]: () => {} }),
  };
}

function makesNoPasses({ passes, stepPasses, epochPasses }: Measure, one: Case): boolean {
  return passes(one) === 0 && stepPasses === undefined && epochPasses === undefined;
}

/** The case on the fewest samples that every descent can do with. */
function twoBatches(one: Case): Case {
  const { classes } = one.network;
  const { subBatchSize = one.batchSize } = one;
  const batchSize = Math.min(one.batchSize, subBatchSize);
  const few = { evaluationSamples: batchSize, evaluationBatchSize: batchSize, validationSamples: Math.max(2, classes) };
  return { ...one, ...few, batchSize, trainSamples: 2 * batchSize, epochs: 100, measuredEpochs: [] };
}

function noiseImages({ dataset: name, trainSamples, validationSamples, network: { classes } }: Case): Dataset {
  const count = trainSamples + validationSamples;
  const pixels = imageSize(catalogue[name]);
  return {
    ...catalogue[name],
    name,
    classes,
    images: Uint8Array.from({ length: count * pixels }, (_, index) => index * 37 % 256),
    labels: Uint8Array.from({ length: count }, (_, index) => index % classes),
    train: { start: 0, end: trainSamples },
    validation: { start: trainSamples, end: count },
    origin: "made for an estimate",
  };
}
