import type { Claim, Estimate, Group, Verdict } from "../spec/claim.ts";
import type { Json } from "../spec/measure.ts";
import type { Query } from "../spec/run.ts";
import { decide } from "./decide.ts";
import { estimateMean, type SeedValue } from "./estimate.ts";
import { describeLosses } from "./losses.ts";

/** The level of every interval: PROTOCOLS, section 1. */
const level = 0.95;

type Row = Readonly<Record<string, Json>>;

/**
 * Judges claims by what a run has stored: one verdict a claim and group, ordered by the group's columns. Not testable are a
 * group where fewer than two seeds have a value, and a claim for which the run planned nothing. A value that is not finite is
 * no value. The note tells which seeds are missing and why.
 */
export async function judge(query: Query, runId: string, claims: readonly Claim[]): Promise<Verdict[]> {
  const cases = await query("SELECT * EXCLUDE (config) FROM cases WHERE run_id = $run", { run: runId });
  const verdicts: Verdict[] = [];
  for (const claim of claims) {
    const rows = await query(`SELECT * FROM (${claim.estimator.sql}) ORDER BY ALL`, { run: runId });
    for (const { group, values } of groupValues(rows, claim.estimator.per)) {
      verdicts.push(judgeGroup(claim, group, values, describeLosses(group, values, cases)));
    }
    if (rows.length === 0) verdicts.push(judgeGroup(claim, {}, [], "the run has no case for it"));
  }
  return verdicts;
}

interface GroupValues {
  readonly group: Group;
  readonly values: SeedValue[];
}

function groupValues(rows: readonly Row[], per: readonly string[]): Iterable<GroupValues> {
  const groups = new Map<string, GroupValues>();
  for (const row of rows) {
    const group = Object.fromEntries(per.map((column) => [column, row[column] as string | number]));
    const key = JSON.stringify(group);
    if (!groups.has(key)) groups.set(key, { group, values: [] });
    const { seed, value, count } = row;
    if (Number.isFinite(value)) groups.get(key)!.values.push({ seed, value, count } as SeedValue);
  }
  return groups.values();
}

function judgeGroup(claim: Claim, group: Group, values: readonly SeedValue[], losses: string): Verdict {
  const { id, version, statement, estimator, criterion } = claim;
  const common = {
    claim: id,
    version,
    statement,
    estimator: estimator.label,
    unit: estimator.unit,
    criterion: `${100 * level} % interval ${criterion.kind} ${criterion.limit}`,
    group,
    values,
  };
  if (values.length < 2) {
    const found = values.length === 1 ? "an interval needs two seeds" : "nothing was measured";
    return { ...common, word: "not testable", note: losses || found };
  }
  const estimate = withinRange(estimateMean(values, level), estimator.unit);
  const { word, note } = decide(criterion, estimate, estimator.unit);
  return { ...common, word, estimate, note: [note, losses].filter(Boolean).join("; ") };
}

/** A share lies in 0 to 1: an interval that reaches beyond is cut there, which decides nothing as limits lie inside. */
function withinRange(estimate: Estimate, unit: string): Estimate {
  if (unit !== "share") return estimate;
  return { ...estimate, lower: Math.max(0, estimate.lower), upper: Math.min(1, estimate.upper) };
}
