/** Estimators that compare every learning rate of a run with every lower one. */

import type { Estimator } from "../spec/claim.ts";
import { requireRates, withoutFields } from "./pairs.ts";

/**
 * A seed's value at a learning rate minus that at a lower one, for every pair of learning rates; a group shows both, as `learning_rate`
 * and `lower_learning_rate`. A difference of shares is a plain number.
 *
 * @throws {UserError} If the estimator's groups do not name the learning rate.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { meanOf } from "./estimators.ts";
 * import { differenceToLowerRates } from "./rate_pairs.ts";
 *
 * const { per } = differenceToLowerRates(meanOf("cosine", { unit: "", per: ["network", "learning_rate"] }));
 * assertEquals(per, ["network", "learning_rate", "lower_learning_rate"]);
 * ```
 */
export function differenceToLowerRates(estimator: Estimator): Estimator {
  const { label, unit } = estimator;
  return {
    ...pairs(estimator, { value: "greater.value - lower.value", count: "least(greater.count, lower.count)" }),
    label: `${label}, minus that at a lower learning rate`,
    unit: unit === "share" ? "" : unit,
  };
}

/**
 * A seed's value at the greater learning rate of each pair, in the groups of `differenceToLowerRates()`: what stands beside it.
 *
 * @throws {UserError} If the estimator's groups do not name the learning rate.
 */
export function atGreaterRate(estimator: Estimator): Estimator {
  return {
    ...pairs(estimator, { value: "greater.value", count: "greater.count" }),
    label: `${estimator.label}, at the greater learning rate`,
  };
}

function pairs(
  { per, sql, ...estimator }: Estimator,
  { value, count }: { readonly value: string; readonly count: string },
): Estimator {
  requireRates(per);
  const shared = [...per.filter((column) => column !== "learning_rate"), "setting", "seed"].join(", ");
  const arm = withoutFields(sql, ["learningRate"]);
  return {
    ...estimator,
    per: [...per, "lower_learning_rate"],
    sql: `
      SELECT ${shared}, greater.learning_rate AS learning_rate, lower.learning_rate AS lower_learning_rate,
        ${value} AS value, ${count} AS count
      FROM (${arm}) AS greater JOIN (${arm}) AS lower USING (${shared})
      WHERE lower.learning_rate < greater.learning_rate`,
  };
}
