/** Cases that came to their end and have not the rows that they claim: a log that was lost with a kill, or a file that was altered. */

import type { Query } from "../spec/run.ts";
import { UserError } from "../spec/user_error.ts";

/** A case that claims more than there is. */
export interface IncompleteCase {
  readonly runId: string;
  readonly caseId: string;
  readonly steps: number;
  /** How many different steps there are. */
  readonly found: number;
}

/**
 * SQL of the cases that have ended and whose steps are not as many as they claim, each once; of a catalogue, with its dot, where one is
 * given. What else a walk makes is stored together with its steps.
 */
export function incompleteCases(catalogue = ""): string {
  return `
    WITH made AS (
      SELECT run_id, case_id, count(*) AS all_rows, count(DISTINCT step) AS found FROM ${catalogue}steps GROUP BY ALL
    )
    SELECT run_id, case_id, steps, coalesce(found, 0) AS found
    FROM ${catalogue}cases LEFT JOIN made USING (run_id, case_id)
    WHERE status IN ('finished', 'diverged')
      AND (steps IS NULL OR steps <> coalesce(found, 0) OR steps <> coalesce(all_rows, 0))`;
}

/** The cases of a run that claim more than there is, in the order of its plan. */
export async function findIncomplete(query: Query, runId: string): Promise<IncompleteCase[]> {
  const rows = await query(`FROM (${incompleteCases()}) WHERE run_id = $runId`, { runId });
  return rows.map((row) => ({
    runId: String(row.run_id),
    caseId: String(row.case_id),
    steps: Number(row.steps),
    found: Number(row.found),
  }));
}

/**
 * Refuses a run with a case that came to its end and has not the rows that it claims.
 *
 * @throws {UserError} which names the case.
 */
export async function refuseIncomplete(query: Query, runId: string): Promise<void> {
  const [one] = await findIncomplete(query, runId);
  if (one === undefined) return;
  throw new UserError(
    `Cannot read run ${runId} as each case that has ended must have its rows: case ${one.caseId} claims ${one.steps} ` +
      `steps and has ${one.found}; walk the run anew`,
  );
}
