import type { Case } from "../spec/case.ts";
import type { Estimator } from "../spec/claim.ts";
import { withoutFields } from "./pairs.ts";

/** The fields of a case that are numbers. */
export type NumericField = { [Field in keyof Case]-?: Case[Field] extends number ? Field : never }[keyof Case];

/**
 * Spearman's rho, seed by seed, of a field of the case and the estimator's value: 1 where it grows with the field, -1 where it falls. Its
 * count is how many values of the field it rests on; fewer than three have none, nor have values that are all the same. The
 * estimator's groups must not name the field.
 *
 * Source: Spearman (1904), with mean ranks for ties; at least three points are ours.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { meanOf } from "./estimators.ts";
 * import { rankCorrelation } from "./rank_correlation.ts";
 *
 * const cosine = meanOf("cosine", { unit: "", per: ["network", "learning_rate"] });
 * assertEquals(rankCorrelation(cosine, { over: "batchSize" }).label, "Spearman's rho of batch size and mean cosine");
 * ```
 */
export function rankCorrelation({ label, per, sql }: Estimator, { over }: { readonly over: NumericField }): Estimator {
  const keys = [...per, "setting", "seed"].join(", ");
  const rank = (column: string) =>
    `rank() OVER (PARTITION BY ${keys} ORDER BY ${column}) + (count(*) OVER (PARTITION BY ${keys}, ${column}) - 1) / 2`;
  return {
    label: `Spearman's rho of ${over.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} and ${label}`,
    unit: "rho",
    per,
    sql: `
      WITH points AS (
        ${withoutFields(`SELECT *, (setting->'$.${over}')::DOUBLE AS field FROM (${sql})`, [over])}
      ), ranked AS (
        SELECT ${keys}, ${rank("field")} AS field_rank, ${rank("value")} AS value_rank
        FROM points WHERE value IS NOT NULL
      ), correlated AS (
        SELECT ${keys}, corr(field_rank, value_rank) AS rho, count(*) AS count FROM ranked GROUP BY ${keys}
      )
      SELECT ${keys}, CASE WHEN count >= 3 THEN rho END AS value, coalesce(count, 0) AS count
      FROM (SELECT DISTINCT ${keys} FROM points) LEFT JOIN correlated USING (${keys})`,
  };
}
