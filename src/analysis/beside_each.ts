import type { Estimator } from "../spec/claim.ts";
import { UserError } from "../spec/user_error.ts";

/**
 * One arm's values once beside each of several others, so that each of these can be compared with it: `arm`'s rows for every value that
 * `column` has among `others`. Both name the column in their groups.
 *
 * @throws {UserError} If one of them does not.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { besideEach } from "./beside_each.ts";
 * import { meanOf } from "./estimators.ts";
 * import { difference } from "./pairs.ts";
 *
 * const loss = (label: string, sql: string) => meanOf("batch_loss", { unit: "nats", per: ["descent"], cases: { label, sql } });
 * const noisy = loss("noise", "descent LIKE 'GD + %'");
 * const { per } = difference(noisy, besideEach(loss("GD", "descent = 'GD'"), noisy, { column: "descent" }), {
 *   across: ["descent"],
 * });
 * assertEquals(per, ["descent"]);
 * ```
 */
export function besideEach(arm: Estimator, others: Estimator, { column }: { readonly column: string }): Estimator {
  for (const { label, per } of [arm, others]) {
    if (!per.includes(column)) {
      throw new UserError(`Cannot put an arm beside others as groups must name ${column}: those of ${label} do not`);
    }
  }
  return {
    ...arm,
    sql: `
      SELECT arm.* REPLACE (others.${column} AS ${column})
      FROM (${arm.sql}) AS arm, (SELECT DISTINCT ${column} FROM (${others.sql})) AS others`,
  };
}
