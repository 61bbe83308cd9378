import { catalogue } from "../data/catalogue.ts";
import { resolveNetwork } from "../network/resolve.ts";
import { datasetNames } from "../spec/dataset.ts";
import type { RunCase } from "../spec/run.ts";
import type { PresetName, Suite } from "../spec/suite.ts";
import { UserError } from "../spec/user_error.ts";
import { expandGrid } from "../walk/expand.ts";
import { caseId } from "../walk/identity.ts";
import { validateCase } from "../walk/validate_case.ts";
import { describeCases, matchesFilter } from "./describe_case.ts";
import { applyOverrides } from "./overrides.ts";
import type { SuiteFlagValues } from "./suite_flags.ts";

/** What a preset with the flags comes to. */
export interface CasePlan {
  readonly preset: PresetName;
  readonly cases: readonly RunCase[];
  /** What the user should know about how the flags were read. */
  readonly notes: readonly string[];
}

/** What is known of the data sets before any is read. */
const outlines = datasetNames.map((name) => ({ name, ...catalogue[name] }));

/**
 * The cases of a suite's preset with the flags, all of them checked.
 *
 * @throws {UserError} If a case could not be walked, or no case is left.
 */
export function planCases(suite: Suite, flags: SuiteFlagValues): CasePlan {
  const { preset = "laptop", filter } = flags;
  const { grids, notes } = applyOverrides(suite.presets[preset], flags, outlines);
  const all = expandGrid(grids);
  for (const one of all) validateCase(one, outlines);
  const lines = describeCases(all);
  const cases = filter === undefined ? all : all.filter((_, index) => matchesFilter(lines[index]!, filter));
  if (cases.length === 0) {
    throw new UserError(
      `Cannot run ${suite.name} as --filter must leave a case: none of ${all.length} matches ${filter}; see --dry-run`,
    );
  }
  return {
    preset,
    notes,
    cases: cases.map((one) => ({
      id: caseId(one, suite.measures),
      case: one,
      parameterCount: resolveNetwork(one.network).parameterCount,
    })),
  };
}
