import { claimEstimators, claimMeasurements } from "../spec/claim_estimators.ts";
import type { Suite } from "../spec/suite.ts";
import { stepColumns } from "../store/step_columns.ts";
import { givenAnyway, givenBy } from "../walk/given.ts";

/**
 * Which claims read what no measure of the suite gives, columns of steps or measurements by name, each in words. By the text of their SQL,
 * so that it may miss what they read through a view.
 */
export function noteUnmeasured({ claims, measures }: Pick<Suite, "claims" | "measures">): string[] {
  const { values, measurements } = givenBy(measures);
  const columns = stepColumns.filter(({ field }) => !givenAnyway.has(field) && !values.has(field)).map(({ column }) =>
    column
  );
  return claims.flatMap(({ id, ...claim }) => {
    const texts = claimEstimators(claim).map(({ sql }) => sql);
    const lacking = [
      ...columns.filter((column) => texts.some((sql) => readsColumn(sql, column))),
      ...claimMeasurements(claim).filter((name) => !measurements.has(name)),
    ];
    if (lacking.length === 0) return [];
    return [`${id} may not be testable, as no measure of the suite gives ${[...new Set(lacking)].join(", ")}`];
  });
}

/** As a column, not as a function, a name given to something, or within quotes. */
function readsColumn(sql: string, column: string): boolean {
  return new RegExp(`(?<!\\bAS\\s+)\\b${column}\\b(?!\\s*\\()`, "i").test(sql.replaceAll(/'[^']*'/g, "''"));
}
