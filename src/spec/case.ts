/** What one case is: a point of a suite's grid and a seed. A case is trained alone from this description. */

import type { DatasetName } from "./dataset.ts";
import type { Descent } from "./descent.ts";
import type { Network } from "./network.ts";

/** How training images are changed before each step. */
export type Augmentation = "none" | "crop-flip";

/** One case as plain data: everything that the trajectory and its rows depend on, apart from the engine. */
export interface Case {
  /** The network, as plain data. */
  readonly network: Network;
  /** The data set by name. */
  readonly dataset: DatasetName;
  /** Training samples, balanced by class, drawn from the training split for each seed. */
  readonly trainSamples: number;
  /** Samples, from the training samples, on which segments are evaluated. */
  readonly evaluationSamples: number;
  /** Samples a batch when segments are evaluated: batch normalisation sees these together. */
  readonly evaluationBatchSize: number;
  /** Samples of the validation split, balanced by class, drawn for each seed. */
  readonly validationSamples: number;
  /** How training images are changed. */
  readonly augmentation: Augmentation;
  /** eta, constant over the walk. */
  readonly learningRate: number;
  /** 0 for plain SGD. */
  readonly momentum: number;
  /** L2 coefficient w: the step follows g + w theta. */
  readonly weightDecay: number;
  /** What the steps follow; SGD where absent. */
  readonly descent?: Descent;
  /**
   * Samples a mini-batch; an incomplete last one is dropped. An epoch has as many steps as mini-batches, whatever the steps follow.
   * Where it is all training samples, they come in the same order in every epoch.
   */
  readonly batchSize: number;
  /** How mini-batches are drawn; without replacement within an epoch where absent. */
  readonly sampling?: "with replacement";
  /**
   * Samples that are differentiated, and normalised, together: a larger batch is cut into parts of this size, whose gradients are
   * averaged by their samples. The whole batch where absent.
   */
  readonly subBatchSize?: number;
  /** Passes over the training samples at most. */
  readonly epochs: number;
  /** Steps at most; only `epochs` ends the walk where absent. */
  readonly steps?: number;
  /** Epochs, counted from 1, whose steps the expensive measures look at. */
  readonly measuredEpochs: readonly number[];
  /** How many steps from the start of each measured epoch are measured at most. */
  readonly measuredSteps: number;
  /** Segments are evaluated at alpha = 1/points, 2/points, ..., 1. */
  readonly points: number;
  /**
   * Whether fixed segments are evaluated only as far as it takes to show, but for one chance in 10,000 a step, that there is no barrier.
   * The trajectory does not depend on it. False where absent.
   */
  readonly certify?: boolean;
  /** Draws initialisation, order and augmentation. */
  readonly seed: number;
}
