import type { StepValues } from "../spec/row.ts";

/** A field of `StepValues` and its column. */
export interface StepColumn {
  readonly field: keyof StepValues;
  readonly column: string;
  readonly unit?: string;
  readonly comment: string;
}

/** In the order in which versions added them: rows are appended by position, also to files that have been migrated. */
const columns: Readonly<Record<keyof StepValues, Omit<StepColumn, "field">>> = {
  batchLoss: {
    column: "batch_loss",
    unit: "nats",
    comment: "Mean loss at theta_t of the samples that the gradient was taken on",
  },
  batchAccuracy: { column: "batch_accuracy", comment: "Share of those samples classified rightly at theta_t" },
  gradientNorm: {
    column: "gradient_norm",
    comment: "Norm of what the step follows, g_t: gradient and noise, without weight decay",
  },
  stepNorm: { column: "step_norm", comment: "Norm of theta_{t+1} - theta_t" },
  parameterNorm: { column: "parameter_norm", comment: "Norm of theta_{t+1}" },
  distance: { column: "distance", comment: "Norm of theta_{t+1} - theta_0" },
  cosine: { column: "cosine", comment: "Cosine of the angle between g_{t-1} and g_t" },
  kappa: { column: "kappa", comment: "Curvature along the gradient, g'Hg / g'g, of the mini-batch's loss at theta_t" },
  etaKappa: {
    column: "eta_kappa",
    comment: "Learning rate times kappa: a quadratic mini-batch loss has its minimum inside the step above 1",
  },
  lossFrom: { column: "loss_from", unit: "nats", comment: "Evaluation loss at theta_t" },
  lossTo: { column: "loss_to", unit: "nats", comment: "Evaluation loss at theta_{t+1}" },
  floor: { column: "floor", unit: "nats", comment: "Least evaluation loss on the segment, end points included" },
  floorAlpha: { column: "floor_alpha", comment: "The alpha at which the floor lies, 0 to 1" },
  height: {
    column: "height",
    unit: "nats",
    comment: "(loss_from + loss_to) / 2 - floor: depth and asymmetry together",
  },
  interior: {
    column: "interior",
    comment:
      "1 where the floor lies strictly inside the segment, below both ends by more than a millionth of the loss, else 0; NaN where a loss is",
  },
  barrierExcess: { column: "barrier_excess", unit: "nats", comment: "Greatest inner loss minus the greater end" },
  stochasticBarrierExcess: {
    column: "stochastic_barrier_excess",
    unit: "nats",
    comment: "barrier_excess on samples drawn anew at each point",
  },
  stochasticInterior: { column: "stochastic_interior", comment: "interior on samples drawn anew at each point" },
  batchInterior: { column: "batch_interior", comment: "interior on the step's own mini-batch, the loss of kappa" },
  noiseNorm: {
    column: "noise_norm",
    comment: "Norm of the noise that the descent adds to the gradient; NULL where it adds none",
  },
  certified: {
    column: "certified",
    comment:
      "1 where a part of the evaluation samples showed that the segment crosses no barrier, 0 where all were evaluated; NULL without --certify",
  },
  evaluatedShare: {
    column: "evaluated_share",
    comment: "Share of the segment's evaluations that were made; NULL without --certify",
  },
  cosineTwoApart: { column: "cosine_two_apart", comment: "Cosine of the angle between g_{t-2} and g_t" },
  secantEtaKappa: {
    column: "secant_eta_kappa",
    comment:
      "eta kappa of a parabola with the slope of the step's own loss at theta_t and its values at both ends: sees ReLU's kinks",
  },
  depth: { column: "depth", unit: "nats", comment: "least(loss_from, loss_to) - floor; 0 without a minimum inside" },
  asymmetry: { column: "asymmetry", unit: "nats", comment: "Half the change of the loss, |loss_to - loss_from| / 2" },
  stepSlope: {
    column: "step_slope",
    unit: "nats",
    comment: "<g, d> of the step d = theta_{t+1} - theta_t, g the gradient of the evaluation loss at theta_t",
  },
  stepCurvature: {
    column: "step_curvature",
    unit: "nats",
    comment: "d'Hd of the step d, H the Hessian of the evaluation loss at theta_t",
  },
  bowlInterior: {
    column: "bowl_interior",
    comment: "interior of a quadratic bowl with step_slope and step_curvature: the null of interior",
  },
};

/** The one place where the fields of `StepValues` are mapped to columns of the table `steps`, all DOUBLE. */
export const stepColumns: readonly StepColumn[] = Object.entries(columns)
  .map(([field, column]) => ({ field: field as keyof StepValues, ...column }));
