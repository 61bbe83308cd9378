/** A run as it is compared: what identifies its cases, its quantities and its digests, read from the store. */

import type { Verdict } from "../../spec/claim.ts";
import type { Query } from "../../spec/run.ts";
import type { RunRecord } from "../../store/run_rows.ts";
import { readVerdicts } from "../../store/verdict_rows.ts";
import { type ComparedCase, readComparedCases } from "./compared_case.ts";
import { readQuantities } from "./read_quantities.ts";
import type { Quantity } from "./quantity.ts";

/** A run with everything that is compared. */
export interface ComparedRun {
  /** The run as stored. */
  readonly run: RunRecord;
  /** Its cases, in the order of its plan. */
  readonly cases: readonly ComparedCase[];
  /** Its verdicts. */
  readonly verdicts: readonly Verdict[];
  /** Means of the walks' columns and measurements at the measured epochs and the last one. */
  readonly quantities: readonly Quantity[];
}

/** Reads what is compared of a run. */
export async function readComparedRun(query: Query, run: RunRecord): Promise<ComparedRun> {
  const cases = await readComparedCases(query, run.id);
  return {
    run,
    cases,
    verdicts: await readVerdicts(query, run.id),
    quantities: await readQuantities(query, run.id, cases),
  };
}
