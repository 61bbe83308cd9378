/** Which direction the steps of a walk follow: an arm of an experiment, as plain data. */

/**
 * The gradient that a step begins with. `"mini-batch"`: of the step's mini-batch. `"full batch"`: the mean over all training samples.
 * `"full batch sum"`: the sum of the sub-batches' mean gradients, not divided by their number, as the paper's released code has it.
 */
export type DescentGradient = "mini-batch" | "full batch" | "full batch sum";

/** Noise that is added to the gradient. */
export type Noise =
  /**
   * Independent Gaussian noise in every coordinate, its scale fixed at theta_0: `factor` times v, the largest per-coordinate variance of a
   * single sample's gradient there, is taken as the noise's variance (the paper's text) or as its standard deviation (its released code).
   */
  | {
    readonly kind: "isotropic from initialisation";
    readonly factor: number;
    readonly as: "variance" | "standard deviation";
  }
  /**
   * Independent Gaussian noise in every coordinate with the total variance of a mini-batch gradient's own noise, sigma^2 = tr(C) / (B D),
   * estimated anew at every `every`-th step.
   */
  | { readonly kind: "isotropic of matched trace"; readonly every: number }
  /** (g_1 - g_2) / sqrt(2) for two mini-batches: the covariance of a mini-batch gradient's own noise. */
  | { readonly kind: "structured" };

/** What a walk goes on as. */
export interface Switch {
  /** The first step, counted from 0, that follows the new direction. */
  readonly step: number;
  /** What it follows from then on, without a switch of its own. */
  readonly to: Descent;
  /** What the learning rate is multiplied by from then on; 1 where absent. */
  readonly learningRateFactor?: number;
}

/** A direction, by a name that stands in rows and on pages. */
export interface Descent {
  /** For example `"SGD"`, `"GD"` or `"GD + structured noise"`; the arms of a suite have different names. */
  readonly name: string;
  /** What a step begins with. */
  readonly gradient: DescentGradient;
  /** What is added to it; nothing where absent. */
  readonly noise?: Noise;
  /** How it goes on after some steps; to the end as it began where absent. */
  readonly switch?: Switch;
}

/** Stochastic gradient descent: what a case follows that names nothing else. */
export const sgdDescent: Descent = { name: "SGD", gradient: "mini-batch" };
