import { formatSeconds } from "../report/format_value.ts";
import { totalSteps } from "../walk/schedule.ts";
import { countOf } from "./count_of.ts";
import type { DryRun } from "./dry_run.ts";
import { formatBytes } from "./format_bytes.ts";
import { formatTaken } from "./outcome_summary.ts";
import { formatTable } from "./table.ts";

/** A dry run for people: its cases with their estimates, what would be taken, and all of it together. */
export function formatDryRun({ cases, jobs, engine, estimate: { seconds, memoryBytes } }: DryRun): string {
  const taken = formatTaken(cases);
  const shared = cases.flatMap(({ walkedFor }) => walkedFor ?? []);
  const table = formatTable(
    [
      { title: "case" },
      { title: "parameters", align: "right" },
      { title: "steps", align: "right" },
      { title: "training", align: "right" },
      { title: "measuring", align: "right" },
      { title: "memory", align: "right" },
    ],
    cases.map(({ description, parameterCount, case: one, estimate }) => [
      description,
      parameterCount.toLocaleString("en-US"),
      totalSteps(one).toLocaleString("en-US"),
      ...(estimate
        ? [
          formatSeconds(estimate.trainSeconds),
          formatSeconds(estimate.measureSeconds),
          formatBytes(estimate.memoryBytes),
        ]
        : ["taken"]),
    ]),
  );
  return [
    table,
    "",
    ...(taken === "" ? [] : [taken]),
    ...(shared.length === 0 ? [] : [
      `${shared.length} of ${countOf(cases.length, "case")} will be walked by ${
        [...new Set(shared)].join(", ")
      } before`,
    ]),
    `${countOf(cases.length, "case")}, ${jobs} side by side on ${engine.name}: about ${formatSeconds(seconds)} and ${
      formatBytes(memoryBytes)
    } of memory.`,
    "An estimate, from a few steps of each network timed just now without the others beside it.",
  ].join("\n");
}

/** Several runs, one after the other, in a line for people. */
export function formatDryRuns(runs: readonly DryRun[]): string {
  const seconds = runs.reduce((sum, { estimate }) => sum + estimate.seconds, 0);
  const memoryBytes = Math.max(0, ...runs.map(({ estimate }) => estimate.memoryBytes));
  const cases = runs.flatMap((run) => run.cases);
  const walked = cases.filter(({ estimate }) => estimate !== null).length;
  return `${countOf(runs.length, "suite")}, ${countOf(cases.length, "case")}, ${walked} of them walked: about ${
    formatSeconds(seconds)
  } and ${formatBytes(memoryBytes)} of memory at most.`;
}
