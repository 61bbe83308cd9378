/** What must stand before the first step: a run's plan and file, its data, the folder of its export. */

import { resolve } from "node:path";
import { loadDataset } from "../data/load.ts";
import { datasetsOf } from "../data/survey.ts";
import { openEngine } from "../engine/open.ts";
import type { RunCase } from "../spec/run.ts";
import { UserError } from "../spec/user_error.ts";
import { storePath } from "../store/paths.ts";
import { openStore } from "../store/reader.ts";
import { createRunStore, type RunStore } from "../store/run_store.ts";
import { isFile } from "../store/store_file.ts";
import { checkClaims } from "./check_claims.ts";
import type { FoundSuite } from "./find_suite.ts";
import { defaultJobs } from "./jobs.ts";
import { planCases } from "./plan_cases.ts";
import { planRun } from "./plan_run.ts";
import { openUnfinished } from "./resume.ts";
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
 * The open file of a new run, or of the one that `--resume` goes on with, its data fetched and verified.
 *
 * @throws {UserError} If anything about the run could not go well: it fails before anything is trained.
 */
export async function prepareRun(options: PrepareOptions): Promise<RunStore> {
  const { found, flags, results } = options;
  await checkClaims(found.suite.claims);
  await checkStore(results);
  await makeExportFolder(flags);
  if (flags.resume === undefined) return await begin(options);
  const store = await openUnfinished(found, flags, results);
  await loadData(store.plan.cases, options);
  return store;
}

/** The folder of official files, where one is given, as options have it. */
export function dataDirOf({ dataDir }: SuiteFlagValues): { dataDir?: string } {
  return dataDir === undefined ? {} : { dataDir: resolve(dataDir) };
}

async function begin(options: PrepareOptions): Promise<RunStore> {
  const { found, flags, results, args, tell } = options;
  const plan = planCases(found.suite, flags);
  plan.notes.forEach(tell);
  await loadData(plan.cases, options);
  const { engine: opened, reason } = await openEngine(flags.engine ?? "auto", { threads: flags.threads ?? 1 });
  using engine = opened;
  const jobs = flags.jobs ?? defaultJobs(engine.info.name, engine.info.threads);
  return await createRunStore(
    results,
    await planRun({ found, plan, engine: engine.info, engineReason: reason, jobs, args }),
  );
}

async function loadData(cases: readonly RunCase[], { flags, tell }: PrepareOptions): Promise<void> {
  for (const name of datasetsOf(cases.map((one) => one.case))) {
    await loadDataset(name, { ...dataDirOf(flags), onProgress: tell });
  }
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
