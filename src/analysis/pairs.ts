/** Estimators that compare arms seed by seed: the same seed has the same initialisation and data order in every arm. */

import type { Case } from "../spec/case.ts";
import type { Estimator } from "../spec/claim.ts";
import { UserError } from "../spec/user_error.ts";

/** How arms are paired. */
export interface PairOptions {
  /** The fields of the case in which the arms differ on purpose; in all others, and in what they are grouped by, they must agree. */
  readonly across: readonly Exclude<keyof Case, "seed">[];
}

/**
 * A seed's value in one arm minus that in the other, in the unit of both; a difference of shares is a plain number. A seed without a value
 * in one of them has none.
 *
 * @throws {UserError} If the estimators have different groups or units.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { meanOf } from "./estimators.ts";
 * import { difference } from "./pairs.ts";
 *
 * const cosine = (label: string, sql: string) => meanOf("cosine", { unit: "", per: ["network"], cases: { label, sql } });
 * const { label } = difference(cosine("SGD", "batch_size = 100"), cosine("GD", "batch_size = train_samples"), {
 *   across: ["batchSize"],
 * });
 * assertEquals(label, "mean cosine, SGD, minus mean cosine, GD");
 * ```
 */
export function difference(first: Estimator, second: Estimator, { across }: PairOptions): Estimator {
  if (first.unit !== second.unit) {
    throw new UserError(`Cannot take a difference as both must have one unit: "${first.unit}" and "${second.unit}"`);
  }
  return {
    label: `${first.label}, minus ${second.label}`,
    unit: first.unit === "share" ? "" : first.unit,
    per: first.per,
    ...traitsOf([first, second]),
    sql: paired([first, second], across, "arm0.value - arm1.value"),
  };
}

/**
 * A seed's value in one arm over that in the other: above 1 where it is greater. A seed whose values are not both above 0 has none.
 *
 * @throws {UserError} If the estimators have different groups.
 */
export function ratio(first: Estimator, second: Estimator, { across }: PairOptions): Estimator {
  return {
    label: `${first.label}, over ${second.label}`,
    unit: "",
    per: first.per,
    ...traitsOf([first, second]),
    sql: paired([first, second], across, quotient),
  };
}

/**
 * The binary logarithm of a seed's value in one arm over that in the other: 1 where it is twice as great. A seed with a value that is not
 * above 0 has none.
 *
 * @throws {UserError} If the estimators have different groups.
 */
export function log2Ratio(first: Estimator, second: Estimator, { across }: PairOptions): Estimator {
  return {
    label: `log2 of ${first.label}, over ${second.label}`,
    unit: "",
    per: first.per,
    ...traitsOf([first, second]),
    sql: paired([first, second], across, `log2(${quotient})`),
  };
}

/**
 * The binary logarithm of a seed's value at a learning rate over that at half of it, for every learning rate of which half is in the run
 * too; groups show the greater one. A quadratic's height gives 2.
 *
 * @throws {UserError} If the estimator's groups do not name the learning rate.
 *
 * Source: PROTOCOLS, W7.
 */
export function log2RatioToHalf(estimator: Estimator): Estimator {
  const { label, per } = estimator;
  requireRates(per);
  // Twice a half as written is the whole as written: the product by 2 is exact.
  const doubled = {
    ...estimator,
    sql: `SELECT * REPLACE (2 * learning_rate AS learning_rate) FROM (${estimator.sql})`,
  };
  return {
    label: `log2 of ${label}, over that at half the learning rate`,
    unit: "",
    per,
    ...traitsOf([estimator]),
    sql: paired([estimator, doubled], ["learningRate"], `log2(${quotient})`),
  };
}

/**
 * 1 for a seed whose values grow strictly from arm to arm, else 0: for the criterion `inAtLeast()`. A seed without a value in one of the
 * arms has none.
 *
 * @throws {UserError} If the estimators have different groups, or there are fewer than two.
 */
export function inOrder(arms: readonly Estimator[], { across }: PairOptions): Estimator {
  const steps = arms.slice(1).map((_, index) => `arm${index}.value < arm${index + 1}.value`);
  return {
    label: arms.map(({ label }) => label).join(" < "),
    unit: "share",
    per: arms[0]?.per ?? [],
    ...traitsOf(arms),
    // Each comparison by itself, so that a missing value makes it NULL and is not hidden by a comparison that fails.
    sql: paired(arms, across, steps.map((step) => `(${step})::INTEGER`).join(" * ")),
  };
}

const quotient = "CASE WHEN arm0.value > 0 AND arm1.value > 0 THEN arm0.value / arm1.value END";

/** What a number has of the arms that it is made from. */
function traitsOf(arms: readonly Estimator[]): Pick<Estimator, "countVaries" | "onEvaluationLoss"> {
  return {
    countVaries: arms.some(({ countVaries }) => countVaries),
    ...(arms.some(({ onEvaluationLoss }) => onEvaluationLoss) ? { onEvaluationLoss: true } : {}),
  };
}

/** Refuses to compare the learning rates of groups that do not name them. */
export function requireRates(per: Estimator["per"]): void {
  if (per.includes("learning_rate")) return;
  throw new UserError(`Cannot compare learning rates as the groups must name learning_rate: ${per.join(", ")}`);
}

/** Joins arms seed by seed where they agree in their groups and in all settings but `across`. */
function paired(arms: readonly Estimator[], across: PairOptions["across"], value: string): string {
  const [per, ...others] = arms.map((arm) => arm.per.join(", "));
  if (per === undefined || others.length === 0) throw new UserError("Cannot pair as there must be two arms or more");
  const other = others.find((columns) => columns !== per);
  if (other !== undefined) throw new UserError(`Cannot pair as arms must have the same groups: ${per}; ${other}`);
  const keys = [...arms[0]!.per, "setting", "seed"].join(", ");
  const joined = arms.map(({ sql }, index) => `(${withoutFields(sql, across)}) AS arm${index}`);
  const using = joined.slice(1).map((arm) => `JOIN ${arm} USING (${keys})`).join("\n");
  return `SELECT ${keys}, ${value} AS value, least(${arms.map((_, index) => `arm${index}.count`)}) AS count
    FROM ${joined[0]} ${using}`;
}

/** The estimator's rows, their settings without these fields of the case. */
export function withoutFields(sql: string, fields: readonly string[]): string {
  const all = fields.includes("network") ? [...fields, "parameters"] : fields;
  const patch = JSON.stringify(Object.fromEntries(all.map((field) => [field, null])));
  return `SELECT * REPLACE (json_merge_patch(setting, '${patch}') AS setting) FROM (${sql})`;
}
