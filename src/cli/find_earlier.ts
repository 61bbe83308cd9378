import { listRunFiles } from "../store/run_files.ts";
import type { RunRecord } from "../store/run_rows.ts";
import { configHash } from "../walk/identity.ts";
import type { FoundSuite } from "./find_suite.ts";
import { planCases } from "./plan_cases.ts";
import { findDifference } from "./resume.ts";
import type { SuiteFlagValues } from "./suite_flags.ts";

/**
 * The newest run of a suite that asked what the flags ask, of the same code, engine and machine, and that no process is at work on;
 * undefined where there is none.
 */
export async function findEarlier(
  found: FoundSuite,
  flags: SuiteFlagValues,
  results: string,
): Promise<RunRecord | undefined> {
  const { suite } = found;
  const hash = configHash(suite, planCases(suite, flags).cases.map((one) => one.case));
  for (const file of await listRunFiles(results)) {
    if (file.held || "damage" in file || file.run.suite !== suite.name || file.run.configHash !== hash) continue;
    if (await findDifference(file.run, found, flags) === undefined) return file.run;
  }
  return undefined;
}
