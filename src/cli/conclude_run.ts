/** What follows the last step: verdicts, the run's end in the store, its page. */

import { judge } from "../analysis/judge.ts";
import { mendable } from "../spec/disk_error.ts";
import type { Verdict } from "../spec/claim.ts";
import type { RunStatus } from "../spec/run.ts";
import type { Suite } from "../spec/suite.ts";
import { UserError } from "../spec/user_error.ts";
import type { RunStore } from "../store/run_store.ts";
import type { CaseSummary } from "./outcome_summary.ts";
import { renderRunPage } from "./render_run_page.ts";

/** Judges what there is and ends the run; an interrupted run is judged after its resumption. */
export async function concludeRun(
  suite: Suite,
  store: RunStore,
  status: Exclude<RunStatus, "running">,
  cases: readonly CaseSummary[],
): Promise<Verdict[]> {
  const verdicts = status === "interrupted" ? [] : await judge(store.query, store.plan.id, suite.claims);
  await store.saveVerdicts(verdicts);
  const failed = cases.filter((one) => one.status === "failed").length;
  await store.finish(status, failed > 0 ? `${failed} of ${cases.length} cases failed` : undefined);
  return verdicts;
}

/**
 * Ends a run that an error broke off. A store that cannot take even that is told of, and hides nothing: what broke the run off is for
 * the caller to throw.
 */
export async function breakOffRun(
  store: Pick<RunStore, "finish">,
  error: unknown,
  tell: (line: string) => void,
): Promise<void> {
  try {
    await store.finish("failed", String(error));
  } catch (second) {
    tell(`The run's end could not be stored: ${second instanceof Error ? second.message : second}`);
  }
}

/** A page that cannot be rendered must not take the verdicts with it: the error is for after them. */
export async function tryToRender(
  suite: Suite,
  results: string,
  runId: string,
): Promise<{ file?: string; error?: unknown }> {
  try {
    return { file: await renderRunPage(suite, results, runId) };
  } catch (error) {
    const told = mendable(error);
    if (told === undefined) return { error };
    const later = `The run is stored: deno task report ${runId} renders its page`;
    return { error: new UserError(`${told.message}. ${later}`, { cause: error }) };
  }
}
