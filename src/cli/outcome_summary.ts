import type { Verdict } from "../spec/claim.ts";
import type { Json } from "../spec/measure.ts";
import type { Query, RunPlan, RunStatus } from "../spec/run.ts";
import { formatSeconds } from "../report/format_value.ts";
import type { Colours } from "./colours.ts";
import { countOf } from "./count_of.ts";
import { describeCases } from "./describe_case.ts";
import { formatVerdicts } from "./verdict_table.ts";

/** How a case of a run went. */
export interface CaseSummary {
  readonly id: string;
  readonly description: string;
  readonly status: string;
  readonly steps: number;
  readonly firstBadStep: number | null;
  readonly trainSeconds: number;
  readonly measureSeconds: number;
  readonly error: string | null;
  /** The run that walked it, whose rows were taken; null where this run walked it. */
  readonly takenFrom: string | null;
}

/** A run, as it is told at its end. */
export interface RunSummary {
  readonly plan: RunPlan;
  readonly status: RunStatus;
  readonly cases: readonly CaseSummary[];
  readonly verdicts: readonly Verdict[];
  /** Of this session, wall time. */
  readonly seconds: number;
  readonly store: string;
  readonly runFile: string;
  /** Absent where none was rendered. */
  readonly page?: string;
}

/** Whether a case's walk came to its end: to the last step, or diverged. */
export function hasEnded({ status }: CaseSummary): boolean {
  return status === "finished" || status === "diverged";
}

/** How the cases of a run went, in the order of its plan. */
export async function summariseCases(plan: RunPlan, query: Query): Promise<CaseSummary[]> {
  const rows = await query("SELECT * EXCLUDE (config) FROM cases WHERE run_id = $run", { run: plan.id });
  const byId = new Map(rows.map((row) => [row.case_id, row]));
  const lines = describeCases(plan.cases.map((one) => one.case));
  return plan.cases.map(({ id }, index) => {
    const row = byId.get(id) ?? {};
    const number = (column: string) => Number(row[column] ?? 0);
    return {
      id,
      description: lines[index]!,
      status: String(row.status),
      steps: number("steps"),
      firstBadStep: row.first_bad_step == null ? null : number("first_bad_step"),
      trainSeconds: number("train_seconds"),
      measureSeconds: number("measure_seconds"),
      error: row.error == null ? null : String(row.error),
      takenFrom: row.taken_from == null ? null : String(row.taken_from),
    };
  });
}

/** What was not walked, in words, for example `"10 of 20 cases were walked before, by run X: their rows are taken"`; empty where all was. */
export function formatTaken(cases: readonly Pick<CaseSummary, "takenFrom">[]): string {
  const runs = cases.flatMap(({ takenFrom }) => takenFrom ?? []);
  if (runs.length === 0) return "";
  const from = [...new Set(runs)].join(", ");
  return `${runs.length} of ${countOf(cases.length, "case")} ${
    runs.length === 1 ? "was" : "were"
  } walked before, by run ${from}: ` +
    (runs.length === 1 ? "its rows are taken" : "their rows are taken");
}

/** The end of a run for people: verdicts, what did not go well, deviations where the suite is `compared` with a paper, times and paths. */
export function formatSummary(summary: RunSummary, compared: boolean, colours: Colours): string {
  const { plan, cases, verdicts, seconds, store, page } = summary;
  const walked = cases.filter(({ takenFrom }) => takenFrom === null);
  const total = (field: "trainSeconds" | "measureSeconds") => walked.reduce((sum, one) => sum + one[field], 0);
  const taken = formatTaken(cases);
  const unwell = cases.flatMap(({ description, status, error, firstBadStep }) => {
    if (status === "diverged") return [colours.yellow(`${description} diverged at step ${firstBadStep}`)];
    if (status === "failed") return [colours.red(`${description} failed: ${error}`)];
    return [];
  });
  return [
    ...(summary.status === "interrupted" ? [] : [formatVerdicts(verdicts, colours), ""]),
    ...(unwell.length > 0 ? [...unwell, ""] : []),
    ...(compared
      ? [
        `At this scale: ${countOf(plan.deviations.length, "deviation")} from the paper's settings` +
        (page ? ", listed on the page" : ""),
      ]
      : []),
    ...(taken === "" ? [] : [taken]),
    (walked.length === 0 ? "" : `Training took ${formatSeconds(total("trainSeconds"))} and measuring ` +
      `${formatSeconds(total("measureSeconds"))}, over ${countOf(walked.length, "case")} together; `) +
    `this session ${formatSeconds(seconds)}`,
    ...(page ? [`Page   ${page}`] : []),
    `Store  ${store}`,
    `Run    ${plan.id}`,
  ].join("\n");
}

/** The end of a run for machines. */
export function summaryJson(summary: RunSummary): Json {
  const { plan, cases, verdicts, ...rest } = summary;
  const { cases: _cases, id, ...circumstances } = plan;
  const json = { run: id, ...rest, ...circumstances, cases, verdicts };
  // What is not finite becomes null, as JSON has no NaN.
  return JSON.parse(JSON.stringify(json)) as Json;
}
