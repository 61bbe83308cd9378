/** What one case is: a point of a suite's grid and a seed. A case is trained alone from this description. */

import type { DatasetName } from "./dataset.ts";
import type { Network } from "./network.ts";

/** How training images are changed before each step. */
export type Augmentation = "none" | "crop-flip";

/** One case as plain data: everything that the trajectory and its rows depend on, apart from the engine. */
export interface Case {
  /** The network, as plain data. */
  readonly network: Network;
  /** The data set by name. */
  readonly dataset: DatasetName;
  /** Training samples, balanced by class, taken from the training split. */
  readonly trainSamples: number;
  /** Samples, from the training samples, on which segments are evaluated. */
  readonly evaluationSamples: number;
  /** Samples a batch when segments are evaluated: batch normalisation sees these together. */
  readonly evaluationBatchSize: number;
  /** Samples of the validation split, balanced by class. */
  readonly validationSamples: number;
  /** How training images are changed. */
  readonly augmentation: Augmentation;
  /** eta, constant over the walk. */
  readonly learningRate: number;
  /** 0 for plain SGD. */
  readonly momentum: number;
  /** L2 coefficient w: the step follows g + w theta. */
  readonly weightDecay: number;
  /** Samples a mini-batch; an incomplete last one is dropped. */
  readonly batchSize: number;
  /** Passes over the training samples. */
  readonly epochs: number;
  /** Epochs, counted from 1, whose steps the expensive measures look at. */
  readonly measuredEpochs: readonly number[];
  /** How many steps from the start of each measured epoch are measured at most. */
  readonly measuredSteps: number;
  /** Segments are evaluated at alpha = 1/points, 2/points, ..., 1. */
  readonly points: number;
  /** Draws initialisation, order and augmentation. */
  readonly seed: number;
}
