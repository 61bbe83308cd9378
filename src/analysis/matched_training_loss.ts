import type { Case } from "../spec/case.ts";
import type { Estimator } from "../spec/claim.ts";
import type { Condition } from "./estimators.ts";
import { withoutFields } from "./pairs.ts";

/** Options of `logRatioAtMatchedTrainingLoss()`. */
export interface MatchedTrainingLossOptions {
  /** Columns of the cases that make the groups. */
  readonly per: readonly string[];
  /** The two arms, each a condition on the cases: the first over the second. */
  readonly arms: readonly [first: Condition, second: Condition];
  /** The fields of the case in which the arms differ on purpose. */
  readonly across: readonly Exclude<keyof Case, "seed">[];
}

/**
 * The natural logarithm of a measurement in one arm over that in the other, seed by seed, at the same training loss: at the greater of the two
 * walks' final losses, which both have come down to. Each walk is taken where it passes that loss for the last time, on straight lines in
 * the logarithms of loss and measurement between its looks, those epochs that have both. Its count is 1; a seed has none where a walk diverged, has
 * no look above that loss, or a number that is not positive.
 *
 * Noise and learning rate decide how far a walk gets, and the sharpness falls with the loss: without the matching they would be compared
 * at different losses.
 *
 * Source: ours.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { logRatioAtMatchedTrainingLoss } from "./matched_training_loss.ts";
 *
 * const { label } = logRatioAtMatchedTrainingLoss("sharpness", {
 *   per: ["network"],
 *   arms: [{ label: "GD", sql: "descent = 'GD'" }, { label: "SGD", sql: "descent = 'SGD'" }],
 *   across: ["descent"],
 * });
 * assertEquals(label, "ln of the sharpness of GD over that of SGD, at the same training loss");
 * ```
 */
export function logRatioAtMatchedTrainingLoss(
  name: string,
  { per, arms, across }: MatchedTrainingLossOptions,
): Estimator {
  const keys = [...per, "setting", "seed"].join(", ");
  const planned = ({ sql }: Condition) =>
    withoutFields(
      `SELECT *, json_merge_patch(config, json_object('seed', NULL, 'parameters', parameters)) AS setting
      FROM cases WHERE run_id = $run AND (${sql})`,
      across,
    );
  return {
    label: `ln of the ${name.replaceAll("_", " ")} of ${arms[0].label} over that of ${
      arms[1].label
    }, at the same training loss`,
    unit: "",
    per,
    onEvaluationLoss: true,
    sql: `
      WITH looks AS (
        SELECT case_id, epoch,
          ln(max(value) FILTER (name = 'training_loss')) AS loss,
          ln(nullif(greatest(max(value) FILTER (name = '${name}'), 0), 0)) AS look
        FROM measurements
        WHERE run_id = $run AND epoch IS NOT NULL AND name IN ('training_loss', '${name}') AND isfinite(value)
          AND (name <> 'training_loss' OR value > 0)
          AND coalesce(converged, true)
        GROUP BY case_id, epoch
        HAVING loss IS NOT NULL AND look IS NOT NULL
      ), pieces AS (
        SELECT *, lead(loss) OVER walk AS next_loss, lead(look) OVER walk AS next_look,
          last_value(loss) OVER (walk ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS final_loss
        FROM looks WINDOW walk AS (PARTITION BY case_id ORDER BY epoch)
      ), ends AS (
        SELECT case_id, any_value(final_loss) AS final_loss, max_by(look, epoch) AS final_look FROM pieces GROUP BY case_id
      ), paired AS (
        SELECT ${keys}, a.case_id AS a, b.case_id AS b, a.status AS a_status, b.status AS b_status
        FROM (${planned(arms[0])}) AS a JOIN (${planned(arms[1])}) AS b USING (${keys})
      ), targets AS (
        SELECT paired.*, greatest(ends_a.final_loss, ends_b.final_loss) AS target
        FROM paired JOIN ends AS ends_a ON ends_a.case_id = a JOIN ends AS ends_b ON ends_b.case_id = b
      ), taken AS (
        SELECT ${keys}, ${["a", "b"].map((arm) => lookAt(arm)).join(", ")}
        FROM targets
      )
      SELECT ${keys},
        CASE WHEN a_status <> 'diverged' AND b_status <> 'diverged' THEN look_a - look_b END AS value,
        (value IS NOT NULL)::BIGINT AS count
      FROM paired LEFT JOIN taken USING (${keys})`,
  };
}

/** What an arm shows where it passes the target for the last time. */
function lookAt(arm: string): string {
  return `
    CASE WHEN (SELECT final_loss FROM ends WHERE ends.case_id = ${arm}) >= target
      THEN (SELECT final_look FROM ends WHERE ends.case_id = ${arm})
      ELSE (
        SELECT max_by(look + (next_look - look) * (loss - target) / (loss - next_loss), epoch)
        FROM pieces WHERE pieces.case_id = ${arm} AND loss >= target AND next_loss < target
      ) END AS look_${arm}`;
}
