/** The way from several suites to all their verdicts. */

import { join, resolve } from "node:path";
import { runPath, storePath } from "../store/paths.ts";
import { readCases, type RunRecord } from "../store/run_rows.ts";
import { isFile, openStoreFile } from "../store/store_file.ts";
import { readVerdicts } from "../store/verdict_rows.ts";
import { type ExitCode, exitCodes } from "./exit_codes.ts";
import { findEarlier } from "./find_earlier.ts";
import type { FoundSuite } from "./find_suite.ts";
import type { Interruption } from "./interrupt.ts";
import { type RunSummary, summariseCases } from "./outcome_summary.ts";
import { runSuite } from "./run_suite.ts";
import type { SuiteAllFlagValues } from "./suite_all_flags.ts";
import { exitCodeFor } from "./tell_error.ts";

/** What came of one of several suites. */
export interface SuitePart {
  readonly suite: string;
  /** `"broken"` where there is no summary but an error, `"finished before"` where an earlier run has answered. */
  readonly status: RunSummary["status"] | "finished before" | "broken" | "not begun";
  readonly code: ExitCode;
  readonly summary?: RunSummary;
  /** What went wrong that the summary does not say. */
  readonly errors: readonly unknown[];
}

/** What running several suites needs. */
export interface RunSuitesOptions {
  /** In the order in which they run. */
  readonly suites: readonly FoundSuite[];
  readonly flags: SuiteAllFlagValues;
  /** The flags in words, to be stored with each run. */
  readonly args: readonly string[];
  /** Ends the suite at hand, with what there is, and begins no other. */
  readonly interruption: Interruption;
  /** Told each part as it ends. */
  readonly onPart: (part: SuitePart, found: FoundSuite) => void;
}

/**
 * Runs suites one after the other; one that fails ends no other. With `--resume` a suite that finished with the same cases and code is
 * left out, and an unfinished run gone on with.
 */
export async function runSuites(options: RunSuitesOptions): Promise<SuitePart[]> {
  const parts: SuitePart[] = [];
  for (const found of options.suites) {
    const part = await runPart(found, options).catch((error) => brokenPart(found.suite.name, error));
    options.onPart(part, found);
    parts.push(part);
  }
  return parts;
}

/** A suite that could not be run, or not to its end. */
export function brokenPart(suite: string, error: unknown): SuitePart {
  return { suite, status: "broken", code: exitCodeFor(error), errors: [error] };
}

async function runPart(
  found: FoundSuite,
  { flags: { resume, ...flags }, args, interruption }: RunSuitesOptions,
): Promise<SuitePart> {
  const { name: suite } = found.suite;
  if (interruption.signal.aborted) return { suite, status: "not begun", code: exitCodes.interrupted, errors: [] };
  const results = resolve(flags.results ?? "results");
  const earlier = resume ? await findEarlier(found, flags, results) : undefined;
  if (earlier?.status === "finished") {
    const summary = await readSummary(earlier, results);
    return { suite, status: "finished before", code: exitCodes.ran, summary, errors: [] };
  }
  const going = earlier === undefined ? flags : { ...flags, resume: earlier.id };
  const { summary, code, faults } = await runSuite({ found, flags: going, args, interruption });
  return { suite, status: summary.status, code, summary, errors: faults };
}

/** What a run that finished before has to tell. */
async function readSummary(run: RunRecord, results: string): Promise<RunSummary> {
  const { status, finished: _finished, seconds: _seconds, error: _error, ...circumstances } = run;
  const runFile = runPath(results, run.id);
  using database = await openStoreFile(runFile, { access: "read" });
  const plan = { ...circumstances, cases: await readCases(database.query, run.id) };
  const page = join(results, "site", "runs", `${run.id}.html`);
  return {
    plan,
    status,
    cases: await summariseCases(plan, database.query),
    verdicts: await readVerdicts(database.query, run.id),
    seconds: 0,
    store: storePath(results),
    runFile,
    ...(await isFile(page) ? { page } : {}),
  };
}
