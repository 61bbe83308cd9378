import type { Estimator } from "../spec/claim.ts";

/**
 * Each seed's value minus a constant: whether a value is the constant is then an equivalence, judged by `within()`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { meanOf } from "./estimators.ts";
 * import { minus } from "./minus.ts";
 *
 * assertEquals(minus(meanOf("cosine", { unit: "", per: [] }), -1).label, "mean cosine, minus -1");
 * ```
 */
export function minus(estimator: Estimator, constant: number): Estimator {
  return {
    ...estimator,
    label: `${estimator.label}, minus ${constant}`,
    unit: estimator.unit === "share" ? "" : estimator.unit,
    sql: `SELECT * REPLACE (value - (${constant}) AS value) FROM (${estimator.sql})`,
  };
}
