import { findUnfinishedRuns } from "../store/unfinished_runs.ts";
import { findUnmerged } from "../store/merged_runs.ts";
import { listRunFiles, type RunFile } from "../store/run_files.ts";
import { reopenRunStore } from "../store/run_store.ts";
import type { RunPlan } from "../spec/run.ts";
import { UserError } from "../spec/user_error.ts";
import { configHash } from "../walk/identity.ts";
import type { FoundSuite } from "./find_suite.ts";
import { readMachine } from "./machine.ts";
import { planCases } from "./plan_cases.ts";
import { caseFlags, type SuiteFlagValues } from "./suite_flags.ts";
import { suggest } from "./suggest.ts";
import { readVersions } from "./versions.ts";

/**
 * The plan of the run to go on with: the one that `--resume` names, or the newest of the suite that is interrupted, was killed or failed
 * and that no process is at work on, or else the newest that the store has not yet, as it was killed at its very end.
 *
 * @throws {UserError} If there is none, another process holds it, or it could not go on to the same bits: other code, versions,
 * engine, threads or processor, or flags that ask for other cases.
 */
export async function findUnfinished(found: FoundSuite, flags: SuiteFlagValues, results: string): Promise<RunPlan> {
  const runId = flags.resume ? await checkRunId(results, flags.resume) : await newest(results, found.suite.name);
  using store = await reopenRunStore(results, runId);
  await refuseOther(store.plan, found, flags);
  return store.plan;
}

async function checkRunId(results: string, runId: string): Promise<string> {
  const files = await listRunFiles(results);
  if (!files.some((file) => file.runId === runId)) {
    const found = `${runId}${suggest(runId, files.map((file) => file.runId))}`;
    throw new UserError(`Cannot resume as ${results} must hold the run: there is no ${found}`);
  }
  return runId;
}

async function newest(results: string, suite: string): Promise<string> {
  const unfinished = await findUnfinishedRuns(results, suite);
  const free = unfinished.find(({ held }) => !held);
  if (free) return free.runId;
  const files = (await listRunFiles(results)).filter(({ runId }) => runId.includes(`-${suite}-`));
  const [unmerged] = await findUnmerged(results, files);
  if (unmerged) return unmerged.runId;
  const held = unfinished.map(({ runId }) => runId).join(", ");
  if (held !== "") {
    throw new UserError(`Cannot resume ${suite} as no other process may be at work on the run: one is on ${held}`);
  }
  throw new UserError(
    `Cannot resume ${suite} as ${results} must hold an unfinished run of it: none${whatOf(files[0])}`,
  );
}

/** What can be done with the newest run where none is to be gone on with. */
function whatOf(newest: RunFile | undefined): string {
  if (newest === undefined || newest.held) return "";
  if ("damage" in newest) return `; and the newest cannot be read: ${newest.damage.message}`;
  const { runId } = newest;
  return `; the newest, ${runId}, is finished and stored: deno task report ${runId} renders its page`;
}

/** What the versions of code are called. */
const code: Readonly<Record<string, string>> = {
  walkCode: "the code of walks (by its hash)",
  suiteCode: "the suite's module (by its hash)",
};

async function refuseOther(plan: RunPlan, found: FoundSuite, flags: SuiteFlagValues): Promise<void> {
  const { suite } = found;
  const difference = await findDifference(plan, found, flags);
  if (difference !== undefined) throw new UserError(`Cannot resume ${plan.id} to the same bits as ${difference}`);
  const measured = configHash(suite, plan.cases.map((one) => one.case));
  if (measured !== plan.configHash) {
    throw new UserError(
      `Cannot resume ${plan.id} to the same bits as the suite's measures (by their hash) must be as they were, ${plan.configHash}: ${measured}`,
    );
  }
  const asked = [...Object.keys(caseFlags), "preset", "filter"].some((name) => Object.hasOwn(flags, name));
  if (asked) {
    const cases = planCases(suite, { ...flags, preset: flags.preset ?? plan.preset }).cases.map((one) => one.case);
    if (configHash(suite, cases) === plan.configHash) return;
    throw new UserError(
      `Cannot resume ${plan.id} as its cases must be as they were: the flags ask for another run; leave them out, or start anew`,
    );
  }
}

/** In what a run of a suite would not go to the same bits now, in words: suite, code, versions, processor, engine or threads. */
export async function findDifference(
  plan: Omit<RunPlan, "cases">,
  { suite, module }: FoundSuite,
  flags: SuiteFlagValues,
): Promise<string | undefined> {
  const { suitesCode: _, ...versions } = await readVersions(module, plan.engine);
  const compared: [what: string, was: unknown, is: unknown][] = [
    ["the suite", plan.suite, suite.name],
    ["the suite's version", plan.suiteVersion, suite.version],
    ...Object.entries(versions).map(([name, version]): [string, unknown, unknown] => [
      code[name] ?? `${name}'s version`,
      plan.versions[name],
      version,
    ]),
    ["the processor", plan.machine.processor, readMachine().processor],
    ["--engine", plan.engine.name, flags.engine && flags.engine !== "auto" ? flags.engine : plan.engine.name],
    ["--threads", plan.engine.threads, flags.threads ?? plan.engine.threads],
  ];
  const [difference] = compared.filter(([, was, is]) => was !== is);
  return difference && `${difference[0]} must be as it was, ${difference[1]}: ${difference[2]}`;
}
