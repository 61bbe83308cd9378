import { catalogue } from "../data/catalogue.ts";
import { resolveNetwork } from "../network/resolve.ts";
import type { Case } from "../spec/case.ts";
import { datasetNames } from "../spec/dataset.ts";
import type { RunCase } from "../spec/run.ts";
import type { Grid, PresetName, Suite } from "../spec/suite.ts";
import { UserError } from "../spec/user_error.ts";
import { expandGrid } from "../walk/expand.ts";
import { caseId } from "../walk/identity.ts";
import { validateCase } from "../walk/validate_case.ts";
import { descentWord } from "./descent_word.ts";
import { describeCases, matchesFilter } from "./describe_case.ts";
import { noteCertified } from "./note_certified.ts";
import { noteUnmeasured } from "./note_unmeasured.ts";
import { noteUnreached } from "./note_unreached.ts";
import { applyOverrides } from "./overrides.ts";
import { formatBytes } from "./format_bytes.ts";
import type { SuiteFlagValues } from "./suite_flags.ts";

/** What a preset with the flags comes to. */
export interface CasePlan {
  readonly preset: PresetName;
  readonly cases: readonly RunCase[];
  /** What the user should know about how the flags were read. */
  readonly notes: readonly string[];
}

/** More cases than any cluster would be given are a slip of the keyboard. */
const mostCases = 100_000;
/** Bytes that training takes for each parameter at least: theta before and after, its gradient and one copy in the engine. */
const bytesAParameter = 16;

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
  refuseTooMany(grids);
  const all = expandGrid(grids);
  for (const one of all) validateCase(one, outlines);
  refuseTooLarge(all);
  const lines = describeCases(all);
  const cases = filter === undefined ? all : all.filter((_, index) => matchesFilter(lines[index]!, filter));
  if (cases.length === 0) {
    throw new UserError(
      `Cannot run ${suite.name} as --filter must leave a case: none of ${all.length} matches ${filter}; see --dry-run`,
    );
  }
  return {
    preset,
    notes: [
      ...notes,
      ...noteUnmeasured(suite),
      ...noteCertified(cases),
      ...noteUnreached(cases),
      ...noteLeftOut(all, cases),
    ],
    cases: cases.map((one) => ({
      id: caseId(one, suite.measures),
      case: one,
      parameterCount: resolveNetwork(one.network).parameterCount,
    })),
  };
}

/** Claims compare learning rates and descents: what a filter takes from a network that it keeps changes what is compared. */
function noteLeftOut(all: readonly Case[], kept: readonly Case[]): string[] {
  return [...new Set(kept.map(({ network }) => network.name))].flatMap((name) => {
    const left = (value: (one: Case) => string | number) => {
      const valuesOf = (cases: readonly Case[]) => new Set(cases.filter((one) => one.network.name === name).map(value));
      return [...valuesOf(all).difference(valuesOf(kept))].join(", ");
    };
    const rates = left(({ learningRate }) => learningRate);
    const descents = left(descentWord);
    return [
      ...(rates === "" ? [] : [
        `The filter leaves out learning rates of ${name}, ${rates}: ` +
        "claims about the largest, or a tenth of it, are judged among what is left",
      ]),
      ...(descents === "" ? [] : [
        `The filter leaves out descents of ${name}, ${descents}: claims that compare with them have nothing to compare`,
      ]),
    ];
  });
}

function refuseTooMany(grids: readonly Grid[]): void {
  const count = grids.reduce((sum, { measuredEpochs: _, seeds, ...axes }) => {
    return sum + Object.values(axes).reduce<number>((product, axis) => product * [axis].flat().length, seeds);
  }, 0);
  if (count <= mostCases) return;
  throw new UserError(
    `Cannot lay out the cases as there must be at most ${mostCases.toLocaleString("en-US")}: ${count}`,
  );
}

function refuseTooLarge(cases: readonly Case[]): void {
  const memory = Deno.systemMemoryInfo().total;
  for (const { network } of cases) {
    const { parameterCount } = resolveNetwork(network);
    if (parameterCount * bytesAParameter <= memory) continue;
    throw new UserError(
      `Cannot train ${network.name} as its parameters must fit into this machine's ${formatBytes(memory)} of memory: ${
        parameterCount.toLocaleString("en-US")
      } parameters`,
    );
  }
}
