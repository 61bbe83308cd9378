import type { Claim, Estimator, Group, Verdict } from "../spec/claim.ts";
import type { Query } from "../spec/run.ts";
import { correct } from "./correct.ts";
import { decide, describeCriterion } from "./decide.ts";
import { level } from "./decision.ts";
import type { SeedValue } from "./estimate.ts";
import { describeLosses } from "./losses.ts";
import { describeRegime, type PlacedGroup, placeGroup } from "./regime.ts";
import { type Row, settingOf, varyingSettings } from "./settings.ts";

/**
 * Judges a suite's claims by what a run has stored: one verdict a claim and group, ordered by the group's columns. A group is one
 * setting: where the run varies more than the estimator groups by, the groups are split by that too. The words hold after Holm's
 * correction over all verdicts. Not testable are a group where fewer than two seeds have a value, or one seed has several, or which
 * lies outside the claim's regime, and a claim for which the run planned nothing. A value that is not finite is no value. The note tells which seeds are missing and why.
 */
export async function judge(query: Query, runId: string, claims: readonly Claim[]): Promise<Verdict[]> {
  const cases = (await query("SELECT * FROM cases WHERE run_id = $run", { run: runId }))
    .map(({ config, ...row }) => ({ ...settingOf(String(config)), ...row }));
  const verdicts: Verdict[] = [];
  for (const claim of claims) {
    const { estimator: { per }, regime } = claim;
    const rows = await rowsOf(claim.estimator);
    const split = varyingSettings(rows, per);
    const regimes = regime ? groupValues(await rowsOf(regime.estimator), per, split) : [];
    for (const { group, values, twice } of groupValues(rows, per, split)) {
      const note = twice
        ? "a seed has several values, of settings that the claim takes for one"
        : describeLosses(group, values, cases, claim.estimator);
      const placed = regime && placeGroup(regime, regimes.find((other) => sameGroup(group, other.group)));
      verdicts.push(judgeGroup(claim, group, twice ? [] : values, note, placed));
    }
    if (rows.length === 0) verdicts.push(judgeGroup(claim, {}, [], "the run has no case for it"));
  }
  return correct(verdicts, level);

  function rowsOf({ sql }: Estimator): Promise<Row[]> {
    return query(`SELECT * FROM (${sql}) ORDER BY ALL`, { run: runId });
  }
}

interface GroupValues {
  readonly group: Group;
  readonly values: SeedValue[];
  readonly seeds: Set<number>;
  /** Whether a seed came twice. */
  twice: boolean;
}

function groupValues(rows: readonly Row[], per: readonly string[], split: readonly string[]): GroupValues[] {
  const groups = new Map<string, GroupValues>();
  for (const row of rows) {
    const columns = split.length === 0 ? row : { ...settingOf(String(row.setting)), ...row };
    const group = Object.fromEntries(
      [...per, ...split].map((column) => [column, (columns[column] ?? "none") as string | number]),
    );
    const key = JSON.stringify(group);
    if (!groups.has(key)) groups.set(key, { group, values: [], seeds: new Set(), twice: false });
    const found = groups.get(key)!;
    const { seed, value, count } = row as unknown as SeedValue;
    found.twice ||= found.seeds.has(seed);
    found.seeds.add(seed);
    if (Number.isFinite(value)) found.values.push({ seed, value, count });
  }
  return [...groups.values()].sort((a, b) => compare(Object.values(a.group), Object.values(b.group)));
}

/** As a query orders them: by the first column that differs. */
function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const first = a.findIndex((value, column) => value !== b[column]);
  return first === -1 ? 0 : a[first]! < b[first]! ? -1 : 1;
}

function sameGroup(a: Group, b: Group): boolean {
  return Object.entries(a).every(([column, value]) => b[column] === value);
}

function judgeGroup(
  claim: Claim,
  group: Group,
  values: readonly SeedValue[],
  losses: string,
  { regime, outside }: PlacedGroup = {},
): Verdict {
  const { id, version, statement, estimator, criterion } = claim;
  const common = {
    claim: id,
    version,
    statement,
    estimator: estimator.label,
    unit: estimator.unit,
    criterion: describeCriterion(criterion) + describeRegime(claim.regime),
    group,
    ...(regime ? { regime } : {}),
    values,
  };
  if (outside) return { ...common, word: "not testable", note: [outside, losses].filter(Boolean).join("; ") };
  if (values.length < 2) {
    const found = values.length === 1 ? "an interval needs two seeds" : "nothing was measured";
    return { ...common, word: "not testable", note: losses || found };
  }
  const { note, ...decision } = decide(criterion, values, estimator.unit);
  return { ...common, ...decision, note: [note, losses].filter(Boolean).join("; ") };
}
