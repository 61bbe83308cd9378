/** `deno task suite NAME`: the way from a suite to verdicts and a page. */

import { join, resolve } from "node:path";
import { judge } from "../analysis/judge.ts";
import { loadDataset } from "../data/load.ts";
import { datasetsOf } from "../data/survey.ts";
import { openEngine } from "../engine/open.ts";
import type { Verdict } from "../spec/claim.ts";
import type { RunCase, RunStatus } from "../spec/run.ts";
import type { Suite } from "../spec/suite.ts";
import { UserError } from "../spec/user_error.ts";
import { storePath } from "../store/paths.ts";
import { createRunStore, type RunStore } from "../store/run_store.ts";
import { runCases } from "../walk/run_cases.ts";
import type { Command } from "./command.ts";
import { dryRun } from "./dry_run.ts";
import { type ExitCode, exitCodes } from "./exit_codes.ts";
import { findSuite, type FoundSuite } from "./find_suite.ts";
import { parseFlags } from "./flags.ts";
import { onInterrupt } from "./interrupt.ts";
import { defaultJobs } from "./jobs.ts";
import { type CaseSummary, formatSummary, type RunSummary, summariseCases, summaryJson } from "./outcome_summary.ts";
import { planCases } from "./plan_cases.ts";
import { planRun } from "./plan_run.ts";
import { renderRunPage } from "./render_run_page.ts";
import { openUnfinished } from "./resume.ts";
import { suiteFlags, type SuiteFlagValues } from "./suite_flags.ts";
import { suiteHelp } from "./suite_help.ts";
import { errorScreen, outputColours } from "./terminal.ts";
import { watchCases } from "./watch_cases.ts";

/** The command `suite`. */
export const suiteCommand: Command = {
  about: "Runs a suite: deno task suite NAME [flags]",
  async run(args) {
    const { values: flags, words: [name, ...others] } = parseFlags(suiteFlags, args);
    if (flags.help) {
      console.log(suiteHelp(name));
      return exitCodes.ran;
    }
    const found = await findSuite(name);
    if (others.length > 0) {
      throw new UserError(
        `Cannot run ${name} as one suite is run at a time and flags begin with --: ${others.join(" ")}`,
      );
    }
    if (flags.resume !== undefined && flags.dryRun) {
      throw new UserError("Cannot resume as --dry-run runs nothing: both given");
    }
    if (flags.dryRun) return await dryRun(found, flags);
    return await runSuite(found, flags);
  },
};

async function runSuite(found: FoundSuite, flags: SuiteFlagValues): Promise<ExitCode> {
  const began = performance.now();
  const results = resolve(flags.results ?? "results");
  const tell = (line: string) => void (flags.quiet || console.error(line));
  using store = flags.resume === undefined
    ? await begin(found, flags, results, tell)
    : await openUnfinished(found, flags, results);
  const { plan } = store;
  if (flags.resume !== undefined) {
    await prepareExport(flags);
    await prepareData(plan.cases, flags, tell);
  }

  const { engine: { name: engine, threads, device }, engineReason } = plan;
  const jobs = flags.jobs ?? defaultJobs(engine, threads);
  tell(
    `${plan.suite}, preset ${plan.preset}: ${plan.cases.length} cases, ${
      Math.min(jobs, plan.cases.length)
    } side by side`,
  );
  tell(`Engine ${engine} on ${device}, threads ${threads}: ${engineReason}`);
  tell(`Run ${plan.id}`);

  const stop = new AbortController();
  using _signals = onInterrupt({
    finish: () => {
      stop.abort();
      tell("Finishing the steps at hand; once more ends at once");
    },
    end: () => Deno.exit(exitCodes.interrupted),
  });
  const before = await summariseCases(plan, store.query);
  const ended = new Set(before.filter(({ status }) => ["finished", "diverged"].includes(status)).map(({ id }) => id));
  const checkpoints = join(results, "checkpoints", plan.id);
  const outcomes = await watchCases({
    plan,
    measures: found.suite.measures,
    ended,
    quiet: flags.quiet ?? false,
    screen: errorScreen(),
    run: (onProgress) =>
      runCases({
        suiteModule: found.module,
        cases: plan.cases.filter(({ id }) => !ended.has(id)),
        engine,
        threads,
        jobs,
        ...dataDirOf(flags),
        checkpoints,
        sink: store,
        stop: stop.signal,
        resume: flags.resume !== undefined,
        ...(flags.exportWalk === undefined ? {} : { exportDirectory: resolve(flags.exportWalk) }),
        onProgress,
      }),
  }).catch(async (error) => {
    await store.finish("failed", error instanceof Error ? error.message : String(error));
    throw error;
  });

  const failures = [...outcomes.values()].filter((outcome) => outcome instanceof Error);
  const cases = await summariseCases(plan, store.query);
  const whole = cases.every(({ status }) => ["finished", "diverged"].includes(status));
  const status = whole ? "finished" : stop.signal.aborted ? "interrupted" : "failed";
  const verdicts = await conclude(found.suite, store, status, cases);
  if (whole) await Deno.remove(checkpoints, { recursive: true });
  const page = status === "interrupted" || flags.noReport ? {} : await tryToRender(found.suite, results, plan.id);
  const summary: RunSummary = {
    plan,
    status,
    cases,
    verdicts,
    seconds: (performance.now() - began) / 1000,
    store: storePath(results),
    runFile: store.path,
    ...(page.file === undefined ? {} : { page: page.file }),
  };
  if (flags.json) console.log(JSON.stringify(summaryJson(summary), null, 2));
  else console.log(formatSummary(summary, outputColours()));
  if (page.error !== undefined) throw page.error;
  for (const failure of failures) if (!(failure instanceof UserError)) console.error(failure.stack);
  if (status === "finished") return exitCodes.ran;
  console.error(`Go on with: ${resumeCommand(plan.suite, plan.id, flags)}`);
  if (status === "interrupted") return exitCodes.interrupted;
  return failures.every((failure) => failure instanceof UserError) ? exitCodes.users : exitCodes.ours;
}

/** Plans a new run and makes its file. */
async function begin(
  found: FoundSuite,
  flags: SuiteFlagValues,
  results: string,
  tell: (line: string) => void,
): Promise<RunStore> {
  const plan = planCases(found.suite, flags);
  plan.notes.forEach(tell);
  await prepareExport(flags);
  await prepareData(plan.cases, flags, tell);
  const { engine: opened, reason } = await openEngine(flags.engine ?? "auto", { threads: flags.threads ?? 1 });
  using engine = opened;
  const jobs = flags.jobs ?? defaultJobs(engine.info.name, engine.info.threads);
  return await createRunStore(results, await planRun({ found, plan, engine: engine.info, engineReason: reason, jobs }));
}

/** Fetches and verifies what the cases need, before anything is trained. */
async function prepareData(
  cases: readonly RunCase[],
  flags: SuiteFlagValues,
  tell: (line: string) => void,
): Promise<void> {
  for (const name of datasetsOf(cases.map((one) => one.case))) {
    await loadDataset(name, { ...dataDirOf(flags), onProgress: tell });
  }
}

async function prepareExport({ exportWalk }: SuiteFlagValues): Promise<void> {
  if (exportWalk === undefined) return;
  try {
    await Deno.mkdir(resolve(exportWalk), { recursive: true });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UserError(`Cannot use --export-walk as it must be a folder that can be written: ${error.message}`, {
      cause: error,
    });
  }
}

function dataDirOf({ dataDir }: SuiteFlagValues): { dataDir?: string } {
  return dataDir === undefined ? {} : { dataDir: resolve(dataDir) };
}

/** Judges what there is and ends the run; an interrupted run is judged after its resumption. */
async function conclude(
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

/** A page that cannot be rendered must not take the verdicts with it: the error is for after them. */
async function tryToRender(suite: Suite, results: string, runId: string): Promise<{ file?: string; error?: unknown }> {
  try {
    const file = await renderRunPage(suite, results, runId);
    return file === undefined ? {} : { file };
  } catch (error) {
    return { error };
  }
}

function resumeCommand(suite: string, runId: string, { results, dataDir }: SuiteFlagValues): string {
  const task = suite === "barriers" ? "deno task suite:barriers" : `deno task suite ${suite}`;
  const quoted = (flag: string, value?: string) => value === undefined ? "" : ` --${flag} ${JSON.stringify(value)}`;
  return `${task} --resume ${runId}${quoted("results", results)}${quoted("data-dir", dataDir)}`;
}
