/** How the numbers of claims are got from the store's views: one value a seed and group. */

import type { Estimator } from "../spec/claim.ts";
import type { Draw } from "../spec/row.ts";

/** Which cases an estimator looks at, and how it groups them. */
export interface EstimatorOptions {
  /** Columns that make the groups, for example `["network", "learning_rate", "epoch"]`. */
  readonly per: readonly string[];
  /**
   * Only the cases at the run's largest learning rate for their network and data set, or at a tenth of it and below; all
   * learning rates where absent.
   */
  readonly learningRates?: "largest" | "tenth";
  /** Only these cases: a condition on the columns of `cases`, for example `{ label: "full batch", sql: "batch_size = train_samples" }`. */
  readonly cases?: Condition;
  /** Only these rows: a condition on the columns that are averaged, for example `{ label: "steps 20 to 40", sql: "step BETWEEN 20 AND 40" }`. */
  readonly rows?: Condition;
  /** Only the last epoch that was planned, so that a case which ended before has no value. */
  readonly atEnd?: boolean;
}

/** A condition, and how the estimator's label tells it. */
export interface Condition {
  /** In words. */
  readonly label: string;
  /** In SQL. */
  readonly sql: string;
}

/** Options of `rate()`. */
export interface RateOptions extends EstimatorOptions {
  /** The event must exceed this share of the loss: one of the tolerances that the store's view has. */
  readonly tolerance: number;
  /** How the samples of a segment's points are drawn: `"fixed"` by default. */
  readonly draw?: Draw;
}

/**
 * The share of measured steps at which an event happens that depends on a tolerance.
 *
 * Source: Xing et al. (2018), footnote 2 and table 1, for barriers.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { rate } from "./estimators.ts";
 *
 * assertEquals(rate("barrier", { tolerance: 1e-6, per: ["network"] }).label, "barrier rate at tolerance 1e-6");
 * ```
 */
export function rate(event: "barrier", { tolerance, draw = "fixed", ...options }: RateOptions): Estimator {
  const at = tolerance.toExponential();
  return estimator({
    label: `${event} rate at tolerance ${at}${draw === "fixed" ? "" : `, ${draw} evaluation`}`,
    unit: "share",
    value: `${event}::INTEGER`,
    view: `${event}s`,
    onEvaluationLoss: true,
    where: [`draw = '${draw}'`, `tolerance = ${at}::DOUBLE`],
    ...options,
  });
}

/** What a measured step may be, as a column or a condition on columns that is 1 or 0. */
const properties = {
  interior: { label: "with a minimum inside", value: "interior", onEvaluationLoss: true },
  stochastic_interior: { label: "with a minimum inside, stochastic evaluation", value: "stochastic_interior" },
  batch_interior: { label: "with a minimum inside on their own mini-batch", value: "batch_interior" },
  bowl_interior: {
    label: "with a minimum inside a bowl of the same slope and curvature",
    value: "bowl_interior",
    onEvaluationLoss: true,
  },
} as const;

/** What `share()` counts: a minimum inside the segment on the loss that the name tells. */
export type StepProperty = "interior" | "stochastic_interior" | "batch_interior" | "bowl_interior";

/** The share of measured steps that have a property, among those that have been looked at for it and whose ends have finite losses. */
export function share(property: StepProperty, options: EstimatorOptions): Estimator {
  const { label, ...parts } = properties[property];
  return estimator({
    label: `share of steps ${label}`,
    unit: "share",
    view: "measured_steps",
    where: ["isfinite(loss_from)", "isfinite(loss_to)"],
    ...parts,
    ...options,
  });
}

/** Options of `meanOf()` and `measurement()`. */
export interface MeanOptions extends EstimatorOptions {
  /** Unit of the number; empty where it has none. */
  readonly unit: string;
}

/** The mean of a column over the measured steps where it is finite, or over all steps or epochs that are stored. */
export function meanOf(
  column: string,
  { from = "measured_steps", ...options }: MeanOptions & { readonly from?: "measured_steps" | "steps" | "epochs" },
): Estimator {
  const onEvaluationLoss = from === "measured_steps" && !ofTheBatch.has(column);
  return estimator({
    label: `mean ${column.replaceAll("_", " ")}`,
    value: column,
    view: from,
    where: [],
    onEvaluationLoss,
    ...options,
  });
}

/** Columns of measured steps that are not about the evaluation loss. */
const ofTheBatch: ReadonlySet<string> = new Set([
  "batch_loss",
  "batch_accuracy",
  "batch_interior",
  "gradient_norm",
  "noise_norm",
  "step_norm",
  "parameter_norm",
  "distance",
  "cosine",
  "cosine_two_apart",
  "kappa",
  "eta_kappa",
  "secant_eta_kappa",
]);

/** The mean of a measurement by its name, `"noise_floor"` say, where it is finite and its estimator has converged. */
export function measurement(name: string, options: MeanOptions): Estimator {
  const label = name.replaceAll("_", " ");
  return estimator({
    label,
    value: "value",
    view: "measurements",
    where: [`name = '${name}'`, "coalesce(converged, true)"],
    ...options,
  });
}

interface Parts extends EstimatorOptions {
  readonly label: string;
  readonly unit: string;
  readonly value: string;
  readonly view: string;
  readonly where: readonly string[];
  readonly onEvaluationLoss?: boolean;
}

/**
 * A row for each setting and seed that was planned: value NULL, count 0 where it was never measured or diverged, so that losses are
 * seen. Only epochs are put together, and only where `per` does not name the epoch.
 *
 * What a walk did before it diverged is not what is asked for: a case that diverged in the row's epoch or before has no value, nor has
 * one that diverged anywhere where rows have no epoch.
 */
function estimator(
  { label, unit, value, view, where, per, learningRates, cases, rows, atEnd = false, onEvaluationLoss = false }: Parts,
): Estimator {
  const columns = [...per, "setting", "seed"].join(", ");
  const byEpoch = atEnd || per.includes("epoch");
  const keys = byEpoch ? "case_id, epoch" : "case_id";
  const epoch = atEnd ? "epochs" : "unnest((config->'$.measuredEpochs')::BIGINT[])";
  const valid = `status <> 'diverged'${byEpoch ? ` OR ${lastStep} < first_bad_step` : ""}`;
  const chosenRates = learningRates && chosen[learningRates];
  const told = [chosenRates?.label, cases?.label, rows?.label, atEnd ? "last epoch" : undefined];
  const conditions = [chosenRates?.condition, cases?.sql].filter((condition) => condition !== undefined);
  return {
    label: [label, ...told].filter(Boolean).join(", "),
    unit,
    per,
    countVaries: rows !== undefined,
    ...(onEvaluationLoss ? { onEvaluationLoss } : {}),
    sql: `
      WITH planned AS (
        SELECT *, max(learning_rate) OVER (PARTITION BY network, dataset) AS largest,
          json_merge_patch(config, json_object('seed', NULL, 'parameters', parameters)) AS setting
        FROM cases WHERE run_id = $run
      ), chosen AS (
        SELECT *${byEpoch ? `, ${epoch} AS epoch` : ""} FROM planned
        WHERE ${conditions.map((condition) => `(${condition})`).join(" AND ") || "true"}
      ), measured AS (
        SELECT ${keys}, (${value})::DOUBLE AS value FROM ${view}
        WHERE ${["run_id = $run", "isfinite(value)", ...where, ...rows ? [`(${rows.sql})`] : []].join(" AND ")}
      )
      SELECT ${columns}, avg(value) FILTER (${valid}) AS value, count(value) FILTER (${valid}) AS count
      FROM chosen LEFT JOIN measured USING (${keys})
      GROUP BY ${columns}`,
  };
}

/** The last step of the row's epoch; steps count from 0, epochs from 1, and a last mini-batch that is not full is left out. */
const lastStep = "epoch * (train_samples // batch_size) - 1";

const chosen = {
  largest: { label: "at the largest learning rate", condition: "learning_rate = largest" },
  // A tenth as written may lie above the tenth as computed: 0.1 * 0.7 < 0.07.
  tenth: { label: "at a tenth of the largest learning rate", condition: "learning_rate <= 0.1 * largest * (1 + 1e-9)" },
} as const;
