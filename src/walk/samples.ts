import { augment } from "../data/augment.ts";
import { gather } from "../data/gather.ts";
import { drawWithReplacement, epochOrder } from "../data/sampler.ts";
import { balancedSubset } from "../data/subset.ts";
import { randomStream, shuffle } from "../math/random.ts";
import type { Case } from "../spec/case.ts";
import type { Dataset } from "../spec/dataset.ts";
import type { Batch, Program, SampleSet } from "../spec/engine.ts";
import type { MeasureContext } from "../spec/measure.ts";
import { stepsPerEpoch } from "./schedule.ts";

/** The samples of a case: which it trains on, which it is evaluated on, and in which order. Indices count in the data set. */
export interface Samples {
  /** The training samples, balanced by class and drawn for the seed, `[trainSamples]`. */
  readonly train: Int32Array<ArrayBuffer>;
  /** The evaluation samples, the first of the training samples and balanced as they are, `[evaluationSamples]`. */
  readonly evaluation: Int32Array<ArrayBuffer>;
  /** The mini-batch of a step, indices `[batchSize]`. */
  order(epoch: number, stepInEpoch: number): Int32Array;
  /** The mini-batch of a step, augmented where the case says so. */
  batch(epoch: number, stepInEpoch: number): Batch;
  /**
   * All training samples, in the order of `train`; where the case augments, as they are seen at a step. Lent: the same arrays each time
   * where it does not.
   */
  fullBatch(epoch: number, stepInEpoch: number): Batch;
  /**
   * The `index`-th mini-batch, 0 where absent, of an order of the training samples that is drawn for `drawing` alone, augmented where the
   * case says so. The mini-batches of one order have no sample in common.
   */
  drawBatch(drawing: string, index?: number): Batch;
  /** The evaluation samples in their fixed batches. */
  hold(program: Program): SampleSet;
  /** All training samples in batches of the same size, the evaluation samples first. */
  holdTraining(program: Program): SampleSet;
  /** The evaluation samples in their batches. */
  evaluationBatches(): readonly Batch[];
  /** The validation samples. */
  holdValidation(program: Program): SampleSet;
  /** The evaluation samples drawn anew. */
  redraw(program: Program, ...drawing: Parameters<MeasureContext["redraw"]>): SampleSet;
}

/** Lays out the samples of a case. The same case and seed give the same samples in the same order, from any step on. */
export function layOutSamples(one: Case, dataset: Dataset): Samples {
  const { seed, batchSize, evaluationBatchSize } = one;
  const augmented = one.augmentation === "crop-flip";
  // Drawn from the seed's own stream, so that an interval over seeds contains the choice of the samples.
  const train = balancedSubset(dataset, dataset.train, one.trainSamples, randomStream(seed, "training samples"));
  const evaluation = train.slice(0, one.evaluationSamples);
  let known = { epoch: -1, order: new Int32Array(0) };
  let drawn = { drawing: "", order: new Int32Array(0) };
  let full: Batch | undefined;

  function order(epoch: number, stepInEpoch: number): Int32Array {
    if (one.sampling === "with replacement") {
      const step = (epoch - 1) * stepsPerEpoch(one) + stepInEpoch;
      return drawWithReplacement(seed, step, { count: batchSize, from: train.length }).map((position) =>
        train[position]!
      );
    }
    // The whole training set is one batch: a new order would only cut it into other sub-batches.
    if (batchSize === train.length) return train;
    if (known.epoch !== epoch) known = { epoch, order: epochOrder(seed, epoch, train.length) };
    const start = stepInEpoch * batchSize;
    return known.order.subarray(start, start + batchSize).map((position) => train[position]!);
  }

  function seenAtStep(indices: Int32Array, epoch: number, stepInEpoch: number): Batch {
    if (!augmented) return gather(dataset, indices);
    const step = (epoch - 1) * stepsPerEpoch(one) + stepInEpoch;
    return augment(dataset, indices, randomStream(seed, `augmentation/${step}`));
  }

  function fullBatch(epoch: number, stepInEpoch: number): Batch {
    if (augmented) return seenAtStep(train, epoch, stepInEpoch);
    return full ??= gather(dataset, train);
  }

  return {
    train,
    evaluation,
    order,
    batch(epoch, stepInEpoch) {
      if (batchSize === train.length && one.sampling === undefined) return fullBatch(epoch, stepInEpoch);
      return seenAtStep(order(epoch, stepInEpoch), epoch, stepInEpoch);
    },
    fullBatch,
    drawBatch(drawing, index = 0) {
      if (drawn.drawing !== drawing) {
        drawn = { drawing, order: shuffle(train.slice(), randomStream(seed, `order/${drawing}`)) };
      }
      const indices = drawn.order.subarray(index * batchSize, (index + 1) * batchSize);
      if (!augmented) return gather(dataset, indices);
      return augment(dataset, indices, randomStream(seed, `augmentation/${drawing}/${index}`));
    },
    hold: (program) => program.hold(gather(dataset, evaluation), evaluationBatchSize),
    holdTraining: (program) => program.hold(gather(dataset, train), evaluationBatchSize),
    evaluationBatches: () =>
      Array.from({ length: Math.ceil(evaluation.length / evaluationBatchSize) }, (_, index) => {
        const start = index * evaluationBatchSize;
        return gather(dataset, evaluation.subarray(start, start + evaluationBatchSize));
      }),
    holdValidation(program) {
      const random = randomStream(seed, "validation samples");
      const indices = balancedSubset(dataset, dataset.validation, one.validationSamples, random);
      return program.hold(gather(dataset, indices), evaluationBatchSize);
    },
    redraw(program, draw, options) {
      const random = randomStream(seed, `evaluation/${draw}`);
      const indices = shuffle(evaluation.slice(), random);
      const samples = options.augment && augmented ? augment(dataset, indices, random) : gather(dataset, indices);
      return program.hold(samples, evaluationBatchSize);
    },
  };
}
