/** What happens in a run, as rows of its log. */

import type { CaseStatus, Outcome } from "../spec/row.ts";
import type { RunStatus } from "../spec/run.ts";
import type { Row } from "./append_rows.ts";

/** An entry of a run's log: about the run, or about one of its cases where `caseId` is given. */
export interface RunEvent {
  readonly caseId?: string;
  /** `taken` where a case's rows came from another run; `note` is what the user should know. */
  readonly kind: "begun" | "resumed" | "taken" | "note" | Exclude<RunStatus | CaseStatus, "running" | "pending">;
  /** What else there is to say; all of it of a note. */
  readonly text?: string | undefined;
}

/** The row of `events` of something that happens now, or at a time, ISO 8601. */
export function eventRow(runId: string, { caseId, kind, text }: RunEvent, at = new Date().toISOString()): Row {
  return { run_id: runId, case_id: caseId, happened: at, kind, text };
}

/** What a case's new status is in the log; nothing where it only waits. */
export function statusEvents(
  caseId: string,
  status: CaseStatus,
  detail: Outcome | { readonly error: string } | undefined,
): RunEvent[] {
  if (status === "pending") return [];
  return [{ caseId, kind: status === "running" ? "begun" : status, text: detail && textOf(detail) }];
}

/** Where a walk that goes on from a checkpoint goes on. */
export function resumptionOfCase(caseId: string, steps: number): RunEvent {
  return { caseId, kind: "resumed", text: `from step ${steps.toLocaleString("en-US")}` };
}

/** That a run is gone on with, and what that tells of the session before, whose last entry about the run is of the kind `last`. */
export function resumptionOfRun(last: RunEvent["kind"] | undefined): RunEvent {
  if (last === undefined) return { kind: "resumed", text: "no log was kept before" };
  const killed = last === "begun" || last === "resumed";
  return { kind: "resumed", text: killed ? "the process before was killed, or its machine stopped" : undefined };
}

function textOf(detail: Outcome | { readonly error: string }): string {
  if ("error" in detail) return detail.error;
  return `at step ${(detail.firstBadStep ?? detail.steps).toLocaleString("en-US")}`;
}
