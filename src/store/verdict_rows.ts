/** Verdicts as rows of the store and back. */

import type { Estimate, Verdict, VerdictWord } from "../spec/claim.ts";
import type { Json } from "../spec/measure.ts";
import type { Query } from "../spec/run.ts";
import { word as oneOf } from "../spec/shape.ts";
import type { Row } from "./append_rows.ts";
import { reading } from "./run_rows.ts";
import { readGroup, readSeedValues } from "./stored_plan.ts";

const words: Readonly<Record<VerdictWord, true>> = {
  supported: true,
  contradicted: true,
  undecided: true,
  "not testable": true,
};
const verdictWord = oneOf(Object.keys(words));

/** The row of a verdict. */
export function verdictRow(
  runId: string,
  { group, estimate, values, pValue, adjustedPValue, regime, exploratory = false, ...verdict }: Verdict,
): Row {
  return {
    run_id: runId,
    ...verdict,
    ...estimate,
    judged_group: JSON.stringify(group),
    seed_values: JSON.stringify(values),
    p_value: pValue,
    adjusted_p_value: adjustedPValue,
    regime: regime?.label,
    regime_value: regime?.value,
    exploratory,
  };
}

/** The verdicts of a run, in the order in which they were saved. */
export async function readVerdicts(query: Query, runId: string): Promise<Verdict[]> {
  const rows = await query("SELECT * FROM verdicts WHERE run_id = $runId ORDER BY rowid", { runId });
  return rows.map((row) => ({
    claim: String(row.claim),
    version: Number(row.version),
    statement: String(row.statement),
    estimator: String(row.estimator),
    unit: String(row.unit),
    criterion: String(row.criterion),
    group: reading(runId, () => readGroup(String(row.judged_group))),
    word: reading(runId, () => readWord(row.word)),
    ...(row.regime === null ? {} : { regime: { label: String(row.regime), value: Number(row.regime_value) } }),
    ...(row.mean === null ? {} : { estimate: estimateOf(row) }),
    ...(row.p_value === null ? {} : { pValue: Number(row.p_value) }),
    ...(row.adjusted_p_value === null ? {} : { adjustedPValue: Number(row.adjusted_p_value) }),
    ...(row.exploratory === true ? { exploratory: true } : {}),
    values: reading(runId, () => readSeedValues(String(row.seed_values))),
    note: String(row.note),
  }));
}

function readWord(word: Json | undefined): VerdictWord {
  const wrong = verdictWord(word, "verdicts.word");
  if (wrong !== undefined) throw new TypeError(wrong);
  return word as VerdictWord;
}

function estimateOf(row: Record<string, Json>): Estimate {
  return {
    mean: Number(row.mean),
    deviation: Number(row.deviation),
    lower: Number(row.lower),
    upper: Number(row.upper),
    level: Number(row.level),
    method: String(row.method),
    seeds: Number(row.seeds),
    observations: Number(row.observations),
  };
}
