import type { Claim, Estimator, Group, SecondCriterion, Verdict } from "../spec/claim.ts";
import type { Query } from "../spec/run.ts";
import { correct } from "./correct.ts";
import { decide, describeCriterion } from "./decide.ts";
import { type Decision, level, shownP } from "./decision.ts";
import type { SeedValue } from "./estimate.ts";
import { findDoubts } from "./doubts.ts";
import { describeLosses, membersOf } from "./losses.ts";
import { describeRegime, type PlacedGroup, placeGroup } from "./regime.ts";
import { type Row, settingOf, varyingSettings } from "./settings.ts";

/**
 * Judges a suite's claims by what a run has stored: one verdict a claim and group, ordered by the group's columns. A group is one
 * setting: where the run varies more than the estimator groups by, the groups are split by that too. The words of a claim's primary groups
 * hold after Holm's correction over them; those of the other groups are exploratory. Not testable are a group where fewer than two seeds
 * have a value, or one seed has several, or which lies outside the claim's regime, and a claim for which the run planned nothing. A value
 * that is not finite is no value. The note tells which seeds are missing and why.
 */
export async function judge(query: Query, runId: string, claims: readonly Claim[]): Promise<Verdict[]> {
  const cases = (await query("SELECT * FROM cases WHERE run_id = $run", { run: runId }))
    .map(({ config, ...row }) => ({ ...settingOf(String(config)), ...row }));
  const doubts = await findDoubts(query, runId);
  const verdicts: Verdict[] = [];
  for (const claim of claims) {
    const { estimator: { per }, regime, also } = claim;
    const rows = await rowsOf(claim.estimator);
    const split = varyingSettings(rows, per);
    const judged = { ...claim, statement: claim.statement + describeSamples(claim.estimator, cases) };
    const regimes = regime ? groupValues(await rowsOf(regime.estimator), per, split) : [];
    const seconds = also ? groupValues(await rowsOf(also.estimator), per, split) : [];
    for (const { group, values, seeds, twice } of groupValues(rows, per, split)) {
      const beside = <Found extends { readonly group: Group }>(others: readonly Found[]) =>
        others.find((other) => sameGroup(group, other.group));
      // A run may have planned more seeds for other arms of the group's setting.
      const planned = cases.filter(({ seed }) => seeds.has(Number(seed)));
      const losses = twice ? "a seed has several values, of settings that the claim takes for one" : joined(
        describeLosses(group, values, planned, claim.estimator),
        doubts.describe(claim, group, membersOf(group, planned)),
      );
      const placed = regime && placeGroup(regime, beside(regimes));
      const found = beside(seconds);
      const second = found === undefined || found.twice ? [] : found.values;
      verdicts.push(
        judgeGroup(judged, { group, values: twice ? [] : values, second, losses, ...placed ? { placed } : {} }),
      );
    }
    if (rows.length === 0) {
      verdicts.push(judgeGroup(judged, { group: {}, values: [], second: [], losses: "the run has no case for it" }));
    }
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

/** On how many samples the loss is that a claim is about, network by network where they differ; empty where it is about none. */
function describeSamples({ onEvaluationLoss }: Estimator, cases: readonly Row[]): string {
  if (!onEvaluationLoss || cases.length === 0) return "";
  const sizes = Map.groupBy(cases, ({ evaluation_samples }) => Number(evaluation_samples));
  const told = [...sizes].map(([size, alike]) => {
    const names = [...new Set(alike.map(({ network }) => String(network)))].join(", ");
    return `${size.toLocaleString("en-GB")} samples${sizes.size > 1 ? ` (${names})` : ""}`;
  });
  return `, on the loss of ${told.join(" and ")} drawn for each seed`;
}

interface FoundGroup {
  readonly group: Group;
  readonly values: readonly SeedValue[];
  /** The values of the claim's second criterion. */
  readonly second: readonly SeedValue[];
  /** What is missing, in words. */
  readonly losses: string;
  readonly placed?: PlacedGroup;
}

function judgeGroup(claim: Claim, { group, values, second, losses, placed = {} }: FoundGroup): Verdict {
  const { id, version, statement, estimator, criterion, also } = claim;
  const { regime, outside, open } = placed;
  const common = {
    claim: id,
    version,
    statement,
    estimator: estimator.label,
    unit: estimator.unit,
    criterion: describeCriterion(criterion) + (also ? `, and ${describeSecond(also)}` : "") +
      describeRegime(claim.regime),
    group,
    ...(isPrimary(claim, group) ? {} : { exploratory: true }),
    ...(regime ? { regime } : {}),
    values,
  };
  if (outside) return { ...common, word: "not testable", note: joined(outside, losses) };
  if (values.length < 2 || also && second.length < 2) {
    const found = values.length === 1 ? "an interval needs two seeds" : "nothing was measured";
    return { ...common, word: "not testable", note: losses || found };
  }
  const decision = decide(criterion, values, estimator.unit);
  const secondDecision = also && decide(also.criterion, second, also.estimator.unit);
  const told = also && secondDecision ? describeDecision(also, secondDecision) : "";
  const { note, ...both } = secondDecision ? combine(decision, secondDecision) : decision;
  // Where the regime is open the test is not made: the group leaves the claim's family.
  if (open) {
    const { pValue: _pValue, ...untested } = both;
    return { ...common, ...untested, word: "undecided", note: joined(open, told, note, losses) };
  }
  return { ...common, ...both, note: joined(told, note, losses) };
}

/** Supported where both are, contradicted where one is. What both must show has the greater p-value. */
function combine({ estimate, ...first }: Decision, second: Decision): Decision {
  const { note } = first;
  const contradicting = [first, second].filter(({ word }) => word === "contradicted");
  if (contradicting.length > 0) {
    // Either would do, so that two looks are made.
    const pValue = Math.min(1, 2 * Math.min(...contradicting.map(({ pValue }) => pValue)));
    if (pValue <= 1 - level) return { word: "contradicted", estimate, pValue, note };
    const withheld = `contradicted by one of two criteria, but not after two looks: p = ${shownP(pValue)}`;
    return { word: "undecided", estimate, pValue, note: joined(withheld, note) };
  }
  const pValue = Math.max(first.pValue, second.pValue);
  const word = first.word === "supported" && second.word === "supported" ? "supported" : "undecided";
  return { word, estimate, pValue, note };
}

function describeSecond({ estimator, criterion }: SecondCriterion): string {
  return `${describeCriterion(criterion)} for the ${estimator.label}`;
}

function describeDecision({ estimator: { label, unit } }: SecondCriterion, { word, estimate }: Decision): string {
  const shown = (value: number) =>
    unit === "share"
      // What the search for a bound leaves beside 0 is no share.
      ? `${value < 1e-9 ? 0 : Number((100 * value).toPrecision(2))} %`
      : String(Number(value.toPrecision(3)));
  const { mean, lower, upper } = estimate;
  return `${label}: ${shown(mean)} [${shown(lower)}, ${shown(upper)}], ${word}`;
}

/** Whether a group agrees with the claim's primary ones in each column that it has. */
function isPrimary({ primary = {} }: Claim, group: Group): boolean {
  return Object.entries(primary).every(([column, values]) =>
    !(column in group) || [values].flat().includes(group[column]!)
  );
}

function joined(...notes: readonly string[]): string {
  return notes.filter(Boolean).join("; ");
}
