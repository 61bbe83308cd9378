/** Verdicts as rows of the store and back. */

import type { Estimate, Group, Verdict, VerdictWord } from "../spec/claim.ts";
import type { Json } from "../spec/measure.ts";
import type { Query } from "../spec/run.ts";
import type { Row } from "./append_rows.ts";

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
    group: JSON.parse(String(row.judged_group)) as Group,
    word: row.word as VerdictWord,
    ...(row.regime === null ? {} : { regime: { label: String(row.regime), value: Number(row.regime_value) } }),
    ...(row.mean === null ? {} : { estimate: estimateOf(row) }),
    ...(row.p_value === null ? {} : { pValue: Number(row.p_value) }),
    ...(row.adjusted_p_value === null ? {} : { adjustedPValue: Number(row.adjusted_p_value) }),
    ...(row.exploratory === true ? { exploratory: true } : {}),
    values: (JSON.parse(String(row.seed_values)) as { seed: number; value: number | null; count: number }[])
      // JSON has no NaN: it wrote null.
      .map(({ seed, value, count }) => ({ seed, value: value ?? NaN, count })),
    note: String(row.note),
  }));
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
