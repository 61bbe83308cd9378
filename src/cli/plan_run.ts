import { findDeviations } from "../analysis/deviations.ts";
import type { EngineInfo } from "../spec/engine.ts";
import type { RunPlan } from "../spec/run.ts";
import { configHash, describeMeasures } from "../walk/identity.ts";
import { readCommit } from "./commit.ts";
import type { FoundSuite } from "./find_suite.ts";
import { readMachine } from "./machine.ts";
import type { CasePlan } from "./plan_cases.ts";
import { shellWord } from "./shell_word.ts";
import { suiteTask } from "./suite_task.ts";
import { readVersions, root } from "./versions.ts";

/** What a plan is made of. */
export interface PlanRunOptions {
  readonly found: FoundSuite;
  readonly plan: CasePlan;
  readonly engine: EngineInfo;
  readonly engineReason: string;
  readonly jobs: number;
  /** The words after the suite's name. */
  readonly args: readonly string[];
}

/** Everything that is known of a run before its first step. */
export async function planRun({ found, plan, engine, engineReason, jobs, args }: PlanRunOptions): Promise<RunPlan> {
  const { suite, module } = found;
  const started = new Date().toISOString();
  const cases = plan.cases.map((one) => one.case);
  return {
    id: runId(started, suite.name),
    suite: suite.name,
    suiteVersion: suite.version,
    preset: plan.preset,
    command: [suiteTask(suite.name), ...args.map(shellWord)].join(" "),
    configHash: configHash(suite, cases),
    measures: describeMeasures(suite.measures),
    cases: plan.cases,
    deviations: findDeviations(suite, cases),
    engine,
    engineReason,
    jobs,
    commit: await readCommit(decodeURIComponent(root.pathname)),
    machine: readMachine(),
    versions: await readVersions(module, engine),
    started,
  };
}

/** An id that sorts by time of start; the last digits keep runs of one second apart. */
export function runId(started: string, suite: string): string {
  const [date, time] = started.split(/[T.]/);
  const chance = crypto.getRandomValues(new Uint8Array(3)).toHex();
  return `${date!.replaceAll("-", "")}-${time!.replaceAll(":", "")}-${suite}-${chance}`;
}
