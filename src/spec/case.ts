/** What one case is: a point of a suite's grid and a seed. A case is trained alone from this description. */

import type { DatasetName } from "./dataset.ts";
import type { Network } from "./network.ts";

/** How training images are changed before each step. */
export type Augmentation = "none" | "crop-flip";

/** One case as plain data: everything that the trajectory and its rows depend on, apart from the engine. */
export interface Case {
  readonly network: Network;
  readonly dataset: DatasetName;
  /** Training samples, balanced by class, taken from the training split. */
  readonly trainSamples: number;
  /** Samples, from the training samples, on which segments are evaluated. */
  readonly evaluationSamples: number;
  /** Samples a batch when segments are evaluated: batch normalisation sees these together. */
  readonly evaluationBatchSize: number;
  /** Samples of the validation split, balanced by class. */
  readonly validationSamples: number;
  readonly augmentation: Augmentation;
  readonly learningRate: number;
  readonly momentum: number;
  readonly weightDecay: number;
  readonly batchSize: number;
  readonly epochs: number;
  /** Epochs, counted from 1, whose steps the expensive measures look at. */
  readonly measuredEpochs: readonly number[];
  /** How many steps from the start of each measured epoch are measured at most. */
  readonly measuredSteps: number;
  /** Segments are evaluated at alpha = 1/points, 2/points, ..., 1. */
  readonly points: number;
  readonly seed: number;
}
