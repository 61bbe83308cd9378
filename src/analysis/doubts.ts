import { lossResolution } from "../measure/resolution.ts";
import type { Claim, Group } from "../spec/claim.ts";
import { claimMeasurements } from "../spec/claim_estimators.ts";
import type { Json } from "../spec/measure.ts";
import type { Query } from "../spec/run.ts";

/** What of a run's numbers an instrument could not tell, for all its cases: read once, asked for each verdict. */
export interface Doubts {
  /** What one should know of the numbers that a claim's verdict on these cases rests on, in the group's epoch where it has one; empty where nothing. */
  describe(claim: Claim, group: Group, members: readonly Readonly<Record<string, Json>>[]): string;
}

/** From this share of the steps on a verdict says how many the evaluation did not resolve: ours. */
const worthSaying = 0.05;

/**
 * Counts steps whose loss changes by less than an evaluation resolves, a millionth of it, and looks of iterative estimators that have not converged.
 * The first count as steps without a minimum, a barrier or a rise, the second decide nothing; both are said beside the verdict.
 */
export async function findDoubts(query: Query, runId: string): Promise<Doubts> {
  const steps = await query(
    `SELECT case_id, epoch, count(*) AS steps, count(*) FILTER (height + asymmetry <= ${lossResolution} * greatest(loss_from, loss_to)) AS flat
     FROM measured_steps WHERE run_id = $run AND height IS NOT NULL GROUP BY ALL`,
    { run: runId },
  );
  const looks = await query(
    `SELECT case_id, name, count(*) AS looks, count(*) FILTER (NOT converged) AS open
     FROM measurements WHERE run_id = $run AND converged IS NOT NULL GROUP BY ALL`,
    { run: runId },
  );
  return {
    describe(claim, group, members) {
      const ids = new Set(members.map(({ case_id }) => case_id));
      const own = <Found extends Record<string, Json>>(rows: readonly Found[]) =>
        rows.filter(({ case_id }) => ids.has(case_id!));
      return [
        claim.estimator.onEvaluationLoss ? describeFlat(own(steps), group) : "",
        // The window of the secant sharpness takes what was seen above the bound, converged or not.
        ...claimMeasurements(claim).filter((name) => name !== "secant_sharpness").map((name) =>
          describeOpen(own(looks), name)
        ),
      ].filter(Boolean).join("; ");
    },
  };
}

function describeFlat(rows: readonly Record<string, Json>[], { epoch }: Group): string {
  const inGroup = rows.filter((row) => epoch === undefined || row.epoch === epoch);
  const [all, flat] = [sum(inGroup, "steps"), sum(inGroup, "flat")];
  if (flat < worthSaying * all || flat === 0) return "";
  return `in ${flat.toLocaleString("en-GB")} of ${
    all.toLocaleString("en-GB")
  } steps the loss changes by less than a millionth, ` +
    "which the evaluation does not resolve: no minimum or barrier counts there";
}

function describeOpen(rows: readonly Record<string, Json>[], name: string): string {
  const ofName = rows.filter((row) => row.name === name);
  const open = sum(ofName, "open");
  if (open === 0) return "";
  return `${open} of ${sum(ofName, "looks")} values of the ${
    name.replaceAll("_", " ")
  } have not converged and are left out`;
}

function sum(rows: readonly Record<string, Json>[], column: string): number {
  return rows.reduce((total, row) => total + Number(row[column]), 0);
}
