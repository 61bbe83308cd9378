import type { Estimator } from "../spec/claim.ts";
import { type Condition, meanOf } from "./estimators.ts";
import { log2RatioToHalf } from "./pairs.ts";

/** Options of `log2RatioAtMatchedLoss()`. */
export interface MatchedLossOptions {
  /** Columns of the cases that make the groups; `learning_rate` among them, and not the epoch. */
  readonly per: readonly string[];
  /** Only these steps: a condition on the columns of the measured steps. */
  readonly rows?: Condition;
}

/** Bins an octave: within one the loss varies by a factor of 2 ** (1 / 4), by 19 %. */
const binsPerOctave = 4;

/** The least number of steps that each of both learning rates must have in a bin. */
const leastSteps = 5;

/** The least number of matched steps that a seed's value rests on: PROTOCOLS, section 4. */
const leastMatched = 100;

/**
 * As `log2RatioToHalf()` of a column's mean, between steps that begin at the same loss, whatever their epoch: a walk with a smaller
 * learning rate is at another loss in the same epoch, and that alone may change the column.
 *
 * The steps of all measured epochs are put into bins of `loss_from` a quarter of an octave wide. A bin is matched for a seed where both
 * learning rates have at least 5 steps in it; its ratio is that of the two mean values. The seed's value is the mean of its matched bins'
 * log2 ratios, each weighted by the lesser number of steps, and its count the sum of these; a seed with fewer than 100 matched steps has no
 * value, nor has one that diverged.
 *
 * Source: width and least number of steps are ours.
 *
 * @throws {UserError} If the groups do not name the learning rate.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { log2RatioAtMatchedLoss } from "./matched_loss.ts";
 *
 * const { label } = log2RatioAtMatchedLoss("height", { per: ["network", "learning_rate"] });
 * assertEquals(label, "log2 of mean height, over that at half the learning rate, at matched loss");
 * ```
 */
export function log2RatioAtMatchedLoss(column: string, options: MatchedLossOptions): Estimator {
  const { per } = options;
  const planned = log2RatioToHalf(meanOf(column, { unit: "", ...options }));
  const binned = log2RatioToHalf(meanInBins(column, options));
  const keys = [...per, "setting", "seed"].join(", ");
  return {
    ...planned,
    label: `${planned.label}, at matched loss`,
    countVaries: true,
    sql: `
      SELECT ${keys}, CASE WHEN sum(steps) >= ${leastMatched} THEN sum(ratio * steps) / sum(steps) END AS value,
        coalesce(sum(steps), 0)::BIGINT AS count
      FROM (SELECT ${keys} FROM (${planned.sql}))
      LEFT JOIN (
        SELECT ${keys}, value AS ratio, count AS steps FROM (${binned.sql})
        WHERE value IS NOT NULL AND count >= ${leastSteps}
      ) USING (${keys})
      GROUP BY ${keys}`,
  };
}

/** The column's mean over each bin of the loss, of a bin that has a step. */
function meanInBins(column: string, { per, rows }: MatchedLossOptions): Estimator {
  const groups = [...per, "loss_bin"];
  const keys = [...groups, "setting", "seed"].join(", ");
  return {
    label: `mean ${column}`,
    unit: "",
    per: groups,
    sql: `
      WITH binned AS (
        SELECT run_id, case_id, (${column})::DOUBLE AS value, floor(${binsPerOctave} * log2(loss_from)) AS loss_bin
        FROM measured_steps
        WHERE run_id = $run AND isfinite(value) AND loss_from > 0 AND isfinite(loss_from)${
      rows ? ` AND (${rows.sql})` : ""
    }
      ), placed AS (
        SELECT cases.*, json_merge_patch(config, json_object('seed', NULL, 'parameters', parameters)) AS setting,
          value, loss_bin
        FROM cases JOIN binned USING (run_id, case_id) WHERE status <> 'diverged'
      )
      SELECT ${keys}, avg(value) AS value, count(*) AS count FROM placed GROUP BY ${keys}`,
  };
}
