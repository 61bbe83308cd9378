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
    where: [`draw = '${draw}'`, `tolerance = ${at}::DOUBLE`],
    ...options,
  });
}

/** The share of measured steps at which a column is 1 rather than 0, among those whose ends have finite losses. */
export function share(column: "interior" | "stochastic_interior", options: EstimatorOptions): Estimator {
  return estimator({
    label: `share of steps with a minimum inside${column === "interior" ? "" : ", stochastic evaluation"}`,
    unit: "share",
    value: column,
    view: "measured_steps",
    where: ["isfinite(loss_from)", "isfinite(loss_to)"],
    ...options,
  });
}

/** Options of `meanOf()`. */
export interface MeanOptions extends EstimatorOptions {
  /** Unit of the column; empty where it has none. */
  readonly unit: string;
}

/** The mean of a column over the measured steps where it is finite. */
export function meanOf(column: string, options: MeanOptions): Estimator {
  return estimator({ label: `mean ${column}`, value: column, view: "measured_steps", where: [], ...options });
}

interface Parts extends EstimatorOptions {
  readonly label: string;
  readonly unit: string;
  readonly value: string;
  readonly view: string;
  readonly where: readonly string[];
}

/**
 * A row for each setting and seed that was planned: value NULL, count 0 where it was never measured, so that losses are seen. Only
 * measured epochs are put together, and only where `per` does not name the epoch.
 */
function estimator({ label, unit, value, view, where, per, learningRates }: Parts): Estimator {
  const columns = [...per, "setting", "seed"].join(", ");
  return {
    label: learningRates ? `${label}, ${chosen[learningRates].label}` : label,
    unit,
    per,
    sql: `
      WITH planned AS (
        SELECT *, unnest((config->'$.measuredEpochs')::BIGINT[]) AS epoch,
          json_merge_patch(config, json_object('seed', NULL, 'parameters', parameters)) AS setting,
          max(learning_rate) OVER (PARTITION BY network, dataset) AS largest
        FROM cases WHERE run_id = $run
      ), measured AS (
        SELECT case_id, epoch, (${value})::DOUBLE AS value FROM ${view}
        WHERE ${["run_id = $run", "isfinite(value)", ...where].join(" AND ")}
      )
      SELECT ${columns}, avg(value) AS value, count(value) AS count
      FROM planned LEFT JOIN measured USING (case_id, epoch)
      WHERE ${learningRates ? chosen[learningRates].condition : "true"}
      GROUP BY ${columns}`,
  };
}

const chosen = {
  largest: { label: "at the largest learning rate", condition: "learning_rate = largest" },
  // A tenth as written may lie above the tenth as computed: 0.1 * 0.7 < 0.07.
  tenth: { label: "at a tenth of the largest learning rate", condition: "learning_rate <= 0.1 * largest * (1 + 1e-9)" },
} as const;
