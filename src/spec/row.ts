/** What is stored: one row a step, a point of a segment, an epoch, a measurement, a case. Columns are mapped in `store/`. */

/** The numbers of one step. NaN is a value that was measured and is not a number; an absent one was not measured. */
export interface StepValues {
  /** Mean loss at theta_t of the samples that the gradient was taken on, nats. */
  batchLoss: number;
  /** Share of them classified rightly at theta_t. */
  batchAccuracy: number;
  /** |g_t|, with the noise that the descent adds, without weight decay. */
  gradientNorm: number;
  /** Norm of the noise that the descent adds to the gradient; absent where it adds none. */
  noiseNorm: number;
  /** |theta_{t+1} - theta_t|. */
  stepNorm: number;
  /** |theta_{t+1}|. */
  parameterNorm: number;
  /** |theta_{t+1} - theta_0|. */
  distance: number;
  /** <g_{t-1}, g_t> / (|g_{t-1}| |g_t|). */
  cosine: number;
  /** <g_{t-2}, g_t> / (|g_{t-2}| |g_t|). */
  cosineTwoApart: number;
  /** g'Hg / g'g of the mini-batch's loss at theta_t. */
  kappa: number;
  /** Learning rate times kappa: above 1 a quadratic mini-batch loss has its minimum inside the step. */
  etaKappa: number;
  /** eta * kappa by the secant: of a parabola with the slope of the step's own loss at theta_t and its values at both ends. */
  secantEtaKappa: number;
  /** Evaluation loss at theta_t. */
  lossFrom: number;
  /** Evaluation loss at theta_{t+1}. */
  lossTo: number;
  /** Least evaluation loss on the segment, end points included. */
  floor: number;
  /** The alpha at which the floor lies. */
  floorAlpha: number;
  /** (lossFrom + lossTo) / 2 - floor: depth and asymmetry together. */
  height: number;
  /** min(lossFrom, lossTo) - floor. */
  depth: number;
  /** |lossTo - lossFrom| / 2. */
  asymmetry: number;
  /** <g, theta_{t+1} - theta_t>, g the gradient of the evaluation loss at theta_t. */
  stepSlope: number;
  /** d'Hd of the step d, H the Hessian of the evaluation loss at theta_t. */
  stepCurvature: number;
  /** `interior` of a quadratic bowl with this slope and curvature. */
  bowlInterior: number;
  /** 1 where the floor lies strictly inside the segment, below both ends by more than the evaluation resolves, else 0; NaN where a loss on it is NaN. */
  interior: number;
  /** Greatest inner loss minus the greater end: a barrier at tolerance tau where it exceeds tau * max(ends). */
  barrierExcess: number;
  /** `barrierExcess` on samples drawn anew at each point, the released code's way. */
  stochasticBarrierExcess: number;
  /** `interior` on samples drawn anew at each point. */
  stochasticInterior: number;
  /** `interior` on the step's own mini-batch, the loss that `kappa` belongs to. */
  batchInterior: number;
  /**
   * 1 where a part of the evaluation samples showed that the fixed segment crosses no barrier, 0 where all were evaluated; absent where
   * the case is not certified.
   */
  certified: number;
  /** The share of the fixed segment's evaluations that were made; absent where the case is not certified. */
  evaluatedShare: number;
}

/** One step's row. */
export interface StepRow {
  readonly step: number;
  readonly epoch: number;
  readonly stepInEpoch: number;
  readonly learningRate: number;
  readonly values: Partial<StepValues>;
}

/**
 * On which samples a segment's points were evaluated: the same evaluation samples at all of them, drawn anew at each point, or the
 * step's own mini-batch.
 */
export type Draw = "fixed" | "stochastic" | "batch";

/** One evaluated point of a segment. */
export interface SegmentRow {
  /** t, counted from 0. */
  readonly step: number;
  /** How its samples were drawn. */
  readonly draw: Draw;
  /** 0 at theta_t, 1 at theta_{t+1}. */
  readonly alpha: number;
  /** Mean loss over those samples, nats. */
  readonly loss: number;
}

/** One epoch's row, written at its end. */
export interface EpochRow {
  readonly epoch: number;
  /** Steps made so far. */
  readonly steps: number;
  /** SHA-256 of theta's bytes, little-endian float32, hexadecimal. */
  readonly digest: string;
  /** Mean of the mini-batch losses of the epoch. */
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  /** With running statistics. */
  readonly validationLoss: number;
  readonly validationAccuracy: number;
  /** Seconds of training since the walk's first step. */
  readonly trainSeconds: number;
  /** Seconds of measuring since the walk's first step. */
  readonly measureSeconds: number;
}

/** A number with its estimator's provenance; one row a measurement. */
export interface Measurement {
  /** The quantity in snake_case, for example `"noise_floor"`. */
  readonly name: string;
  /** The step it belongs to; undefined where it belongs to an epoch or the whole walk. */
  readonly step?: number;
  /** The epoch it belongs to. */
  readonly epoch?: number;
  /** The estimate. */
  readonly value: number;
  /** Iterations or repetitions of the estimator. */
  readonly iterations?: number;
  /** What an iterative estimator left over. */
  readonly residual?: number;
  /** Whether an iterative estimator met its stop rule. */
  readonly converged?: boolean;
  /** Samples that it was estimated on. */
  readonly samples?: number;
  /** Standard error of the value. */
  readonly standardError?: number;
  /** What it took. */
  readonly seconds?: number;
}

/** How a case ended. `diverged` is a result: theta or the loss is not finite any more. */
export type CaseStatus = "pending" | "running" | "finished" | "diverged" | "interrupted" | "failed";

/** What a walk hands on as it is made. */
export interface Rows {
  readonly steps: readonly StepRow[];
  readonly segments: readonly SegmentRow[];
  readonly epochs: readonly EpochRow[];
  readonly measurements: readonly Measurement[];
}

/** How a case went. */
export interface Outcome {
  readonly status: "finished" | "diverged" | "interrupted";
  readonly steps: number;
  /** The first step whose loss, gradient, parameters or running statistics are not finite. */
  readonly firstBadStep?: number;
  readonly trainSeconds: number;
  readonly measureSeconds: number;
  /** SHA-256 of the data, images and labels. */
  readonly dataChecksum: string;
}
