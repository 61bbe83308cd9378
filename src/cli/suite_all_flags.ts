/** The flags of `deno task suite:all`: those of a suite that make sense for every one. */

import { type FlagValues, toggle } from "./flags.ts";
import { caseFlags, runFlags } from "./suite_flags.ts";

const { preset, engine, threads, jobs, results, dataDir, fresh, dryRun, noReport, json, quiet, help } = runFlags;

/** By name. */
export const suiteAllFlags = {
  preset,
  seeds: caseFlags.seeds,
  engine,
  threads,
  jobs,
  results,
  dataDir,
  resume: toggle("Goes on with what was interrupted, and leaves out suites that finished with the same flags and code"),
  fresh,
  dryRun,
  noReport,
  json,
  quiet,
  help,
} as const;

/** What was given of them. */
export type SuiteAllFlagValues = FlagValues<typeof suiteAllFlags>;
