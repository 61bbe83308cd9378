import type { Estimator } from "../spec/claim.ts";
import type { Condition } from "./estimators.ts";

/**
 * Each seed's value times a factor, SQL on the columns of the groups: learning rate times sharpness, say. The label tells the
 * product; it has no unit.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { measurement } from "./estimators.ts";
 * import { times } from "./times.ts";
 *
 * const sharpness = measurement("sharpness", { unit: "", per: ["learning_rate"] });
 * assertEquals(times(sharpness, { label: "eta lambda_max", sql: "learning_rate" }).label, "eta lambda_max");
 * ```
 */
export function times(estimator: Estimator, factor: Condition): Estimator {
  return {
    ...estimator,
    label: factor.label,
    unit: "",
    sql: `SELECT * REPLACE (value * (${factor.sql}) AS value) FROM (${estimator.sql})`,
  };
}
