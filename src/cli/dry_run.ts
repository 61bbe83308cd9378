import { resolve } from "node:path";
import { catalogue } from "../data/catalogue.ts";
import { loadDataset } from "../data/load.ts";
import { datasetsOf } from "../data/survey.ts";
import { openEngine } from "../engine/open.ts";
import type { Case } from "../spec/case.ts";
import type { EngineInfo } from "../spec/engine.ts";
import type { RunCase } from "../spec/run.ts";
import type { Suite } from "../spec/suite.ts";
import { findStoredDonors } from "../store/take_walks.ts";
import { hasRowsOf } from "../walk/given.ts";
import { describeMeasures, walkId } from "../walk/identity.ts";
import { checkClaims } from "./check_claims.ts";
import { describeCases } from "./describe_case.ts";
import { type Estimate, estimateCases, workerMemory } from "./estimate.ts";
import type { FoundSuite } from "./find_suite.ts";
import { defaultJobs } from "./jobs.ts";
import { readMachine } from "./machine.ts";
import { type CasePlan, planCases } from "./plan_cases.ts";
import { dataDirOf } from "./prepare_run.ts";
import type { SuiteFlagValues } from "./suite_flags.ts";
import { readVersions } from "./versions.ts";

/** A case of a run that might be. */
export interface DryCase extends RunCase {
  /** Its line. */
  readonly description: string;
  /** The run whose rows would be taken; null where none is there. */
  readonly takenFrom: string | null;
  /** The suite that would walk it before, of those that run before this one; null where none would. */
  readonly walkedFor: string | null;
  /** What walking it would take; null where it would not be walked. */
  readonly estimate: Estimate | null;
}

/** What a run would be. */
export interface DryRun {
  readonly suite: string;
  readonly preset: CasePlan["preset"];
  readonly notes: readonly string[];
  readonly engine: EngineInfo;
  readonly engineReason: string;
  /** Cases side by side. */
  readonly jobs: number;
  /** Of all of it. */
  readonly estimate: { readonly seconds: number; readonly memoryBytes: number };
  readonly cases: readonly DryCase[];
}

/**
 * Lays out a run with an estimate of its time and memory, and runs nothing. `before` are suites that would run before it.
 *
 * @throws {UserError} If anything about the run could not go well.
 */
export async function dryRun(
  found: FoundSuite,
  flags: SuiteFlagValues,
  before: readonly FoundSuite[] = [],
): Promise<DryRun> {
  const { suite } = found;
  const plan = planCases(suite, flags);
  await checkClaims(suite.claims);
  const { engine: opened, reason } = await openEngine(flags.engine ?? "auto", { threads: flags.threads ?? 1 });
  using engine = opened;
  const base = Deno.memoryUsage().rss;
  const donors = await findDonors(found, plan, engine.info, flags);
  const others = flags.fresh ? new Map<string, string>() : walksOf(before, suite, flags);
  const isWalked = (one: RunCase) => !donors.has(one.id) && !others.has(walkId(one.case));
  const walked = plan.cases.filter(isWalked).map((one) => one.case);
  const estimates = await estimateCases(walked, suite.measures, engine);
  const byCase = new Map<Case, Estimate>(walked.map((one, index) => [one, estimates[index]!]));
  const jobs = Math.min(plan.cases.length, flags.jobs ?? defaultJobs(engine.info.name, engine.info.threads));
  const lanes = Math.min(jobs, walked.length);
  const lines = describeCases(plan.cases.map((one) => one.case));
  return {
    suite: suite.name,
    preset: plan.preset,
    notes: plan.notes,
    engine: engine.info,
    engineReason: reason,
    jobs,
    estimate: {
      seconds: scheduleSeconds(estimates, lanes),
      memoryBytes: base + (lanes === 0 ? 0 : lanes * workerMemory(walked, estimates)),
    },
    cases: plan.cases.map((one, index) => ({
      ...one,
      description: lines[index]!,
      takenFrom: donors.get(one.id) ?? null,
      walkedFor: donors.has(one.id) ? null : others.get(walkId(one.case)) ?? null,
      estimate: byCase.get(one.case) ?? null,
    })),
  };
}

/** Which run's rows each case would take, by its id. Data that is not here yet will be what its package holds. */
async function findDonors(
  { suite, module }: FoundSuite,
  { cases }: CasePlan,
  engine: EngineInfo,
  flags: SuiteFlagValues,
): Promise<Map<string, string>> {
  if (flags.fresh || flags.exportWalk !== undefined) return new Map();
  const checksums = new Map<string, string>();
  for (const name of datasetsOf(cases.map((one) => one.case))) {
    const { checksum } = flags.dataDir === undefined ? catalogue[name] : await loadDataset(name, dataDirOf(flags));
    checksums.set(name, checksum);
  }
  const donors = await findStoredDonors(resolve(flags.results ?? "results"), {
    id: "",
    cases,
    measures: describeMeasures(suite.measures),
    engine,
    machine: readMachine(),
    versions: await readVersions(module, engine),
  }, checksums);
  return new Map([...donors].map(([id, { walkedBy }]) => [id, walkedBy]));
}

/** Which of the suites that run before would walk what, by the identity of the walk, where this one can take its rows. */
function walksOf(before: readonly FoundSuite[], { measures }: Suite, flags: SuiteFlagValues): Map<string, string> {
  const giving = before.filter(({ suite }) => hasRowsOf(suite.measures, measures));
  return new Map(
    giving.flatMap(({ suite }) =>
      planCases(suite, flags).cases.map((one): [string, string] => [walkId(one.case), suite.name])
    ),
  );
}

/** How long the cases take when each free lane takes the next one. */
function scheduleSeconds(estimates: readonly Estimate[], lanes: number): number {
  const busy = new Array<number>(lanes).fill(0);
  for (const { trainSeconds, measureSeconds } of estimates) {
    const next = busy.indexOf(Math.min(...busy));
    busy[next]! += trainSeconds + measureSeconds;
  }
  return Math.max(0, ...busy);
}
