import type { Step } from "../spec/measure.ts";

/** A step as its source made it, and how the samples that its gradient was taken on did. */
export interface SourceStep {
  readonly step: Step;
  /** Their mean loss at theta_t, nats. */
  readonly loss: number;
  /** How many of them are classified rightly at theta_t. */
  readonly correct: number;
  /** How many they are. */
  readonly samples: number;
  /** The noise that was added to their gradient, `[P]`, lent as the step's vectors; absent where none was. */
  readonly noise?: Float32Array<ArrayBuffer>;
  /** Whether loss, gradient, theta_{t+1} and what else the next step needs are all finite. */
  readonly finite: boolean;
}

/**
 * Where a walk's thetas come from: stochastic gradient descent on a network, or anything else that makes steps. The vectors of a
 * step are lent until the next call of `next()`.
 */
export interface Source {
  readonly stepsPerEpoch: number;
  /** The parameters now: theta_t before the next step. */
  readonly theta: Float32Array<ArrayBuffer>;
  next(): Promise<SourceStep>;
  /** Loss and accuracy on samples held back, at the parameters now. */
  validate(): Promise<{ readonly loss: number; readonly accuracy: number }>;
  /** The vectors that a resumed source needs to go on to the same bits. */
  vectors(): Float32Array<ArrayBuffer>[];
  /** Goes on from `steps` steps with what `vectors()` gave then. */
  restore(steps: number, vectors: readonly Float32Array<ArrayBuffer>[]): void;
}
