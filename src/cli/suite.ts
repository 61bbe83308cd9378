/** `deno task suite NAME`: the way from a suite to verdicts and a page. */

import { join, resolve } from "node:path";
import { UserError } from "../spec/user_error.ts";
import { storePath } from "../store/paths.ts";
import { runCases } from "../walk/run_cases.ts";
import type { Command } from "./command.ts";
import { breakOffRun, concludeRun, tryToRender } from "./conclude_run.ts";
import { countOf } from "./count_of.ts";
import { dryRun } from "./dry_run.ts";
import { type ExitCode, exitCodes } from "./exit_codes.ts";
import { findSuite, type FoundSuite } from "./find_suite.ts";
import { parseFlags } from "./flags.ts";
import { onInterrupt } from "./interrupt.ts";
import { defaultJobs } from "./jobs.ts";
import { formatSummary, formatTaken, hasEnded, summariseCases, summaryJson } from "./outcome_summary.ts";
import { dataDirOf, prepareRun } from "./prepare_run.ts";
import { suiteFlags, type SuiteFlagValues } from "./suite_flags.ts";
import { suiteHelp } from "./suite_help.ts";
import { suiteTask } from "./suite_task.ts";
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
    if (!flags.dryRun) return await runSuite(found, flags, args.filter((word) => word !== name));
    if (flags.resume !== undefined) throw new UserError("Cannot resume as --dry-run runs nothing: both given");
    return await dryRun(found, flags);
  },
};

async function runSuite(found: FoundSuite, flags: SuiteFlagValues, args: readonly string[]): Promise<ExitCode> {
  const began = performance.now();
  const results = resolve(flags.results ?? "results");
  const tell = (line: string): void => {
    if (!flags.quiet) console.error(line);
  };
  using store = await prepareRun({ found, flags, results, args, tell });
  const { plan } = store;
  const { engine: { name: engine, threads, device }, engineReason } = plan;
  const jobs = Math.min(plan.cases.length, flags.jobs ?? defaultJobs(engine, threads));
  tell(`${plan.suite}, preset ${plan.preset}: ${countOf(plan.cases.length, "case")}, ${jobs} side by side`);
  // The first clause alone: what else was tried stands in the store, and `deno task engines` tells it.
  tell(`Engine ${engine} on ${device}, threads ${threads}: ${engineReason.split(";")[0]}`);
  tell(`Run ${plan.id}`);

  const stop = new AbortController();
  // While live lines stand there, what is said must stand above them.
  let say = tell;
  using _signals = onInterrupt({
    finish() {
      stop.abort();
      say("Finishing the steps at hand; once more ends at once");
    },
    end: () => Deno.exit(exitCodes.interrupted),
  });
  const known = await summariseCases(plan, store.query);
  const ended = new Set(known.filter(hasEnded).map(({ id }) => id));
  const taken = formatTaken(known);
  if (taken !== "") tell(taken);
  const checkpoints = join(results, "checkpoints", plan.id);
  const outcomes = await watchCases({
    plan,
    measures: found.suite.measures,
    ended,
    quiet: flags.quiet ?? false,
    screen: errorScreen(),
    run({ add, note }) {
      say = note;
      return runCases({
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
        onProgress: add,
      });
    },
  }).catch(async (error: unknown) => {
    await breakOffRun(store, error, (line) => console.error(line));
    throw error;
  });
  say = tell;

  const cases = await summariseCases(plan, store.query);
  const whole = cases.every(hasEnded);
  const status = whole ? "finished" : stop.signal.aborted ? "interrupted" : "failed";
  const verdicts = await concludeRun(found.suite, store, status, cases);
  if (whole) await Deno.remove(checkpoints, { recursive: true });
  const page = status === "interrupted" || flags.noReport ? {} : await tryToRender(found.suite, results, plan.id);
  const summary = {
    plan,
    status,
    cases,
    verdicts,
    seconds: (performance.now() - began) / 1000,
    store: storePath(results),
    runFile: store.path,
    ...(page.file === undefined ? {} : { page: page.file }),
  } as const;
  const compared = found.suite.paperSettings.length > 0;
  console.log(
    flags.json ? JSON.stringify(summaryJson(summary), null, 2) : formatSummary(summary, compared, outputColours()),
  );
  if (page.error !== undefined) throw page.error;
  if (status === "finished") return exitCodes.ran;

  const failures = [...outcomes.values()].filter((outcome) => outcome instanceof Error);
  const ours = failures.filter((failure) => !(failure instanceof UserError));
  for (const { stack } of ours) console.error(stack);
  console.error(`Go on with: ${resumeCommand(plan.suite, plan.id, flags)}`);
  if (status === "interrupted") return exitCodes.interrupted;
  return ours.length > 0 ? exitCodes.ours : exitCodes.users;
}

function resumeCommand(suite: string, runId: string, { results, dataDir, exportWalk }: SuiteFlagValues): string {
  const folders = Object.entries({ results, "data-dir": dataDir, "export-walk": exportWalk });
  const given = folders.flatMap(([flag, folder]) => folder === undefined ? [] : [`--${flag}`, JSON.stringify(folder)]);
  return [suiteTask(suite), "--resume", runId, ...given].join(" ");
}
