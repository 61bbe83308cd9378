/** The way from a suite to verdicts and a page. */

import { resolve } from "node:path";
import { mendable } from "../spec/disk_error.ts";
import type { Outcome } from "../spec/row.ts";
import { checkpointsFolder, storePath } from "../store/paths.ts";
import type { RunStore } from "../store/run_store.ts";
import { runCases } from "../walk/run_cases.ts";
import { breakOffRun, concludeRun, tryToRender } from "./conclude_run.ts";
import { countOf } from "./count_of.ts";
import { type ExitCode, exitCodes } from "./exit_codes.ts";
import type { FoundSuite } from "./find_suite.ts";
import { type Interruption, listenForInterruption } from "./interrupt.ts";
import { defaultJobs } from "./jobs.ts";
import { formatTaken, hasEnded, type RunSummary, summariseCases } from "./outcome_summary.ts";
import { dataDirOf, prepareRun } from "./prepare_run.ts";
import type { SuiteFlagValues } from "./suite_flags.ts";
import { exitCodeFor } from "./tell_error.ts";
import { errorScreen } from "./terminal.ts";
import { watchCases } from "./watch_cases.ts";

/** What running a suite needs. */
export interface RunSuiteOptions {
  readonly found: FoundSuite;
  readonly flags: SuiteFlagValues;
  /** The words after the suite's name, to be stored. */
  readonly args: readonly string[];
  /** Who else listens for Ctrl-C; listened for while cases run where absent. */
  readonly interruption?: Interruption;
}

/** How running a suite ended. */
export interface SuiteEnd {
  readonly summary: RunSummary;
  readonly code: ExitCode;
  /** Faults of ours by which cases failed, or by which the page was not rendered. */
  readonly faults: readonly unknown[];
}

/**
 * Runs the cases of a suite that have not ended, judges its claims and renders its page.
 *
 * @throws {UserError} If anything about the run could not go well: it fails before anything is trained.
 */
export async function runSuite({ found, flags, args, interruption }: RunSuiteOptions): Promise<SuiteEnd> {
  const began = performance.now();
  const results = resolve(flags.results ?? "results");
  const tell = (line: string): void => {
    if (!flags.quiet) console.error(line);
  };
  using store = await prepareRun({ found, flags, results, args, tell });
  const { plan } = store;
  using own = interruption ? undefined : listenForInterruption(tell);
  const heard = interruption ?? own!;
  const outcomes = await walkCases(store, { found, flags, results, tell, heard });

  const cases = await summariseCases(plan, store.query);
  const whole = cases.every(hasEnded);
  const status = whole ? "finished" : heard.signal.aborted ? "interrupted" : "failed";
  const verdicts = await concludeRun(found.suite, store, status, cases);
  if (whole) await Deno.remove(checkpointsFolder(results, plan.id), { recursive: true });
  const page = status === "interrupted" || flags.noReport ? {} : await tryToRender(found.suite, results, plan.id);
  const faults = [...outcomes.values()].filter((one) => one instanceof Error && mendable(one) === undefined);
  return {
    summary: {
      plan,
      status,
      cases,
      verdicts,
      seconds: (performance.now() - began) / 1000,
      store: storePath(results),
      runFile: store.path,
      ...(page.file === undefined ? {} : { page: page.file }),
    },
    code: exitCodeOf(status, faults, page.error),
    faults: page.error === undefined ? faults : [...faults, page.error],
  };
}

function exitCodeOf(status: RunSummary["status"], faults: readonly unknown[], pageError: unknown): ExitCode {
  if (status === "interrupted") return exitCodes.interrupted;
  if (faults.length > 0) return exitCodes.ours;
  if (pageError !== undefined) return exitCodeFor(pageError);
  return status === "finished" ? exitCodes.ran : exitCodes.users;
}

async function walkCases(
  store: RunStore,
  { found, flags, results, tell, heard }: {
    readonly found: FoundSuite;
    readonly flags: SuiteFlagValues;
    readonly results: string;
    readonly tell: (line: string) => void;
    readonly heard: Interruption;
  },
): Promise<ReadonlyMap<string, Outcome | Error>> {
  const { plan } = store;
  const { engine: { name: engine, threads, device }, engineReason } = plan;
  const jobs = Math.min(plan.cases.length, flags.jobs ?? defaultJobs(engine, threads));
  tell(`${plan.suite}, preset ${plan.preset}: ${countOf(plan.cases.length, "case")}, ${jobs} side by side`);
  // The first clause alone: what else was tried stands in the store, and `deno task engines` tells it.
  tell(`Engine ${engine} on ${device}, threads ${threads}: ${engineReason.split(";")[0]}`);
  tell(`Run ${plan.id}`);
  const known = await summariseCases(plan, store.query);
  const ended = new Set(known.filter(hasEnded).map(({ id }) => id));
  const taken = formatTaken(known);
  if (taken !== "") tell(taken);

  try {
    return await watchCases({
      plan,
      measures: found.suite.measures,
      ended,
      quiet: flags.quiet ?? false,
      screen: errorScreen(),
      run({ add, note }) {
        heard.say = note;
        return runCases({
          suiteModule: found.module,
          cases: plan.cases.filter(({ id }) => !ended.has(id)),
          engine,
          threads,
          jobs,
          ...dataDirOf(flags),
          checkpoints: checkpointsFolder(results, plan.id),
          sink: store,
          stop: heard.signal,
          resume: flags.resume !== undefined,
          ...(flags.exportWalk === undefined ? {} : { exportDirectory: resolve(flags.exportWalk) }),
          onProgress: add,
        });
      },
    });
  } catch (error) {
    await breakOffRun(store, error, (line) => console.error(line));
    throw error;
  } finally {
    heard.say = tell;
  }
}
