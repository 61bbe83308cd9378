/** `deno task compare A B`: what changed between two runs. */

import { resolve } from "node:path";
import { type BenchComparison, compareBenches } from "../analysis/compare/compare_benches.ts";
import { compareRuns, type RunComparison } from "../analysis/compare/compare_runs.ts";
import { readComparedRun } from "../analysis/compare/compared_run.ts";
import { circumstanceNames } from "../analysis/compare/obstacles.ts";
import { findSensitivity } from "../analysis/compare/sensitivity.ts";
import { hasChanged, tallyComparison } from "../analysis/compare/tally.ts";
import type { ComparisonSubject } from "../report/comparison_page.ts";
import { UserError } from "../spec/user_error.ts";
import { readBenches } from "../store/bench_rows.ts";
import { refuseIncomplete } from "../store/missing_rows.ts";
import { openStore, type Store } from "../store/reader.ts";
import { formatBenchComparison } from "./bench_comparison_text.ts";
import type { Command } from "./command.ts";
import { findCommitsBetween } from "./commits_between.ts";
import { formatComparison } from "./comparison_text.ts";
import { exitCodes } from "./exit_codes.ts";
import { list, oneOf, text } from "./flag_values.ts";
import { type FlagValues, parseFlags, toggle } from "./flags.ts";
import { formatHelp } from "./help.ts";
import { type Known, readKnown } from "./name_runs.ts";
import { pairBenches } from "./pair_benches.ts";
import { pairRuns } from "./pair_runs.ts";
import { renderComparisonPage } from "./render_comparison_page.ts";
import { outputColours } from "./terminal.ts";
import { root } from "./versions.ts";

const checkout = decodeURIComponent(root.pathname);

const flags = {
  onlyChanged: toggle("Only what changed, beyond the seeds' noise: verdicts, how walks ended, quantities"),
  all: toggle("Every quantity, what is identical too"),
  failOnChange: toggle("Ends with exit code 3 where a verdict, a walk's ending or a quantity changed beyond noise"),
  exact: toggle("With --fail-on-change: whatever is not identical bit for bit is a change too"),
  across: {
    value: "NAMES",
    help: `Compares although these differ: ${circumstanceNames.join(", ")}`,
    read: list(oneOf(circumstanceNames)),
  },
  noReport: toggle("Renders no page"),
  json: toggle("The comparison as JSON on standard output, and nothing else there"),
  results: { value: "FOLDER", help: "The folder of the store", default: "results", read: text },
  help: toggle("This text"),
};

/** The command `compare`. */
export const compareCommand: Command = {
  about: "Compares two runs, by commit, branch, tag, run, baseline or latest",
  async run(args) {
    const { values, words } = parseFlags(flags, args);
    if (values.help) {
      console.log(formatHelp({
        usage: "deno task compare [A] [B] [flags]",
        about: `${this.about}: what is identical\n` +
          "bit for bit in B, the same but for float32's rounding, moved within the seeds' noise or beyond it, and how large a change\n" +
          "these seeds can show.\n" +
          "A and B: a commit, branch or tag (its latest finished run), a run's id, latest, latest:SUITE, or a baseline's name.\n" +
          "Without B, A is held against the latest other run of its suite; without both, the latest run against the one before it.\n" +
          "Exit codes: 0 compared; 2 a mistake in what was asked; 3 with --fail-on-change where something changed.",
        sections: { Flags: flags },
        examples: [
          "deno task compare",
          "deno task compare main my-branch --only-changed",
          "deno task compare release --fail-on-change",
          "deno task compare 1a2b3c4 latest:barriers --json",
        ],
      }));
      return exitCodes.ran;
    }
    refuseContradictions(values);
    const results = resolve(values.results ?? "results");
    using store = await openStore(results);
    const known = await readKnown(store, results);
    const benches = await compareNamedBenches(store, words, known);
    const comparisons = await compareAll(store, words, known, values).catch((error: unknown) => {
      // Commits may have benchmarks and no runs of suites.
      if (benches === undefined || !(error instanceof UserError)) throw error;
      console.error(`No runs are compared: ${error.message}`);
      return [];
    });
    const exact = values.exact ?? false;
    const changed = comparisons.some((one) => hasChanged(one, { exact }));
    const between = await Promise.all(comparisons.map((one) => findCommitsBetween(one, checkout)));
    const found = { comparisons, between, ...benches === undefined ? {} : { benches } };
    const page = values.noReport ? undefined : await renderComparisonPage(found, words, results);
    console.log(values.json ? asJson(found, { exact, page }) : asText(found, values, page));
    return values.failOnChange && changed ? exitCodes.changed : exitCodes.ran;
  },
};

/** The comparisons, for each what was committed in between, and what benchmarks took. */
type Found = Omit<ComparisonSubject, "names" | "pages">;

function asJson(
  { comparisons, between, benches }: Found,
  { exact, page }: { readonly exact: boolean; readonly page: string | undefined },
): string {
  const told = comparisons.map((one, index) => ({
    changed: hasChanged(one, { exact }),
    tally: tallyComparison(one),
    sensitivity: findSensitivity(one.quantities),
    ...one,
    between: between[index],
  }));
  return JSON.stringify({ changed: told.some(({ changed }) => changed), page, comparisons: told, benches }, null, 2);
}

function asText(
  { comparisons, between, benches }: Found,
  { onlyChanged, all }: FlagValues<typeof flags>,
  page: string | undefined,
): string {
  const colours = outputColours();
  const told = comparisons.map((one) =>
    formatComparison(one, { onlyChanged: onlyChanged ?? false, all: all ?? false, colours })
  );
  // Of one commit it is plain which one did it.
  const asked = between.flatMap((one) => one !== undefined && one.commits.length > 1 ? [one] : []);
  const hints = asked.map(({ commits, command }) => `Which of the ${commits.length} commits in between: ${command}`);
  const measured = benches === undefined
    ? []
    : [formatBenchComparison(benches, { onlyChanged: onlyChanged ?? false, colours })];
  return [...told, ...hints, ...measured, ...page === undefined ? [] : [`Page   ${page}`]].join("\n\n");
}

function refuseContradictions({ onlyChanged, all, exact, failOnChange }: FlagValues<typeof flags>): void {
  if (onlyChanged && all) {
    throw new UserError("Cannot compare as --only-changed and --all exclude each other: both given");
  }
  if (exact && !failOnChange) {
    throw new UserError("Cannot use --exact as it needs --fail-on-change: that was not given");
  }
}

async function compareAll(
  { query }: Store,
  words: readonly string[],
  known: Known,
  { across = [] }: FlagValues<typeof flags>,
): Promise<RunComparison[]> {
  const comparisons: RunComparison[] = [];
  for (const [a, b] of await pairRuns(words, known)) {
    for (const { id } of [a, b]) await refuseIncomplete(query, id);
    comparisons.push(compareRuns(await readComparedRun(query, a), await readComparedRun(query, b), { across }));
  }
  return comparisons;
}

async function compareNamedBenches(
  { query }: Store,
  words: readonly string[],
  known: Known,
): Promise<BenchComparison | undefined> {
  const pair = await pairBenches(words, await readBenches(query), known);
  return pair && compareBenches(...pair);
}
