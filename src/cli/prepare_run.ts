/** What must stand before the first step: a run's plan and file, its data, the folder of its export. */

import { resolve } from "node:path";
import { loadDataset } from "../data/load.ts";
import { datasetsOf } from "../data/survey.ts";
import { openEngine } from "../engine/open.ts";
import type { RunCase, RunPlan } from "../spec/run.ts";
import { UserError } from "../spec/user_error.ts";
import { storePath } from "../store/paths.ts";
import { openStore } from "../store/reader.ts";
import { listRunFiles } from "../store/run_files.ts";
import { createRunStore, reopenRunStore, type RunStore } from "../store/run_store.ts";
import { isFile } from "../store/store_file.ts";
import { takeWalks } from "../store/take_walks.ts";
import { checkClaims } from "./check_claims.ts";
import type { FoundSuite } from "./find_suite.ts";
import { defaultJobs } from "./jobs.ts";
import { type CasePlan, planCases } from "./plan_cases.ts";
import { planRun } from "./plan_run.ts";
import { findUnfinished } from "./resume.ts";
import { outside } from "./run_git.ts";
import type { SuiteFlagValues } from "./suite_flags.ts";

/** What preparing a run needs. */
export interface PrepareOptions {
  readonly found: FoundSuite;
  readonly flags: SuiteFlagValues;
  readonly results: string;
  /** The words after the suite's name, to be stored. */
  readonly args: readonly string[];
  /** Told in words what the user should know. */
  readonly tell: (line: string) => void;
}

/**
 * The open file of a new run, or of the one that `--resume` goes on with, its data fetched and verified, and the rows of what was walked
 * before taken from the store.
 *
 * @throws {UserError} If anything about the run could not go well: it fails before anything is trained.
 */
export async function prepareRun(options: PrepareOptions): Promise<RunStore> {
  const { found, flags, results } = options;
  await checkClaims(found.suite.claims);
  await checkStore(results);
  await makeExportFolder(flags);
  await noteOthers(options);
  if (flags.resume === undefined) return await begin(options);
  const plan = await findUnfinished(found, flags, results);
  return await open(plan, await loadData(plan.cases, options), options);
}

/** Names the runs that other processes are at work on: one may be of a task that was killed, whose walks go on. */
async function noteOthers({ results, tell }: PrepareOptions): Promise<void> {
  const held = (await listRunFiles(results)).filter((file) => file.held).map(({ runId }) => runId);
  if (held.length > 0) tell(`Another process is at work in ${results}, on ${held.join(", ")}`);
}

/** The folder of official files, where one is given, as options have it. */
export function dataDirOf({ dataDir }: SuiteFlagValues): { dataDir?: string } {
  return dataDir === undefined ? {} : { dataDir: resolve(dataDir) };
}

async function begin(options: PrepareOptions): Promise<RunStore> {
  const { found, flags, results, tell } = options;
  const plan = planCases(found.suite, flags);
  plan.notes.forEach(tell);
  const checksums = await loadData(plan.cases, options);
  const run = await planWithEngine(plan, options);
  const unknown = noteUnknownCommit(run);
  unknown.forEach(tell);
  (await createRunStore(results, run, [...plan.notes, ...unknown]))[Symbol.dispose]();
  return await open(run, checksums, options);
}

/** That git has a reason not to tell the commit; code from outside a checkout has none, and nothing is amiss. */
function noteUnknownCommit({ commit: { hash, subject } }: RunPlan): string[] {
  return hash !== "" || subject === outside ? [] : [`No commit is stored with this run: ${subject}`];
}

async function planWithEngine(plan: CasePlan, { found, flags, args }: PrepareOptions): Promise<RunPlan> {
  const { engine: opened, reason } = await openEngine(flags.engine ?? "auto", { threads: flags.threads ?? 1 });
  using engine = opened;
  const jobs = flags.jobs ?? defaultJobs(engine.info.name, engine.info.threads);
  return await planRun({ found, plan, engine: engine.info, engineReason: reason, jobs, args });
}

/** An export holds every step, so that an exported run walks all its cases. */
async function open(
  plan: RunPlan,
  checksums: ReadonlyMap<string, string>,
  { flags, results }: PrepareOptions,
): Promise<RunStore> {
  if (!flags.fresh && flags.exportWalk === undefined) await takeWalks(results, plan, checksums);
  return await reopenRunStore(results, plan.id, { resumed: flags.resume !== undefined });
}

/** SHA-256 of each data set, by its name. */
async function loadData(cases: readonly RunCase[], { flags, tell }: PrepareOptions): Promise<Map<string, string>> {
  const checksums = new Map<string, string>();
  for (const name of datasetsOf(cases.map((one) => one.case))) {
    const { checksum } = await loadDataset(name, { ...dataDirOf(flags), onProgress: tell });
    checksums.set(name, checksum);
  }
  return checksums;
}

/** Opens the store where there is one: a run that could not be merged into it must not be trained. */
async function checkStore(results: string): Promise<void> {
  if (await isFile(storePath(results))) (await openStore(results))[Symbol.dispose]();
}

async function makeExportFolder({ exportWalk }: SuiteFlagValues): Promise<void> {
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
