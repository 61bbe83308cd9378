/** What tracking has come to, commit by commit. */

import { compareRuns } from "../analysis/compare/compare_runs.ts";
import { type ComparedRun, readComparedRun } from "../analysis/compare/compared_run.ts";
import { hasChanged, type Tally, tallyComparison } from "../analysis/compare/tally.ts";
import { openStore } from "../store/reader.ts";
import { countOf } from "./count_of.ts";
import type { ListedCommit } from "./list_commits.ts";
import { formatTable } from "./table.ts";
import { findFailures, findTrackedRun, type Tracking } from "./tracking.ts";

/** A commit with what came out at it. */
export interface TrackedCommit {
  readonly commit: string;
  readonly subject: string;
  /** The run's id; absent where there is none. */
  readonly run?: string;
  /** Whether it was run just now. */
  readonly ran: boolean;
  /** Why there is no run; absent where there is one or it was not tried. */
  readonly reason?: string;
  /** How many verdicts have each word. */
  readonly verdicts: Readonly<Record<string, number>>;
  /** What changed against the commit before it that has a run; absent for the first. */
  readonly against?: { readonly run: string; readonly changed: boolean; readonly tally: Tally };
}

/** Reads what came out at each commit, and compares each with the one before it. `ran` are the runs that were made just now. */
export async function readTracked(
  tracking: Tracking,
  commits: readonly ListedCommit[],
  ran: readonly string[],
): Promise<TrackedCommit[]> {
  const failed = await findFailures(tracking);
  const tracked: TrackedCommit[] = [];
  let before: ComparedRun | undefined;
  for (const { hash, subject } of commits) {
    const run = await findTrackedRun(tracking, hash);
    const reason = failed.find(({ commit }) => commit === hash)?.reason;
    const common = { commit: hash, subject, ran: run !== undefined && ran.includes(run.id) };
    if (run === undefined) {
      tracked.push({ ...common, ...(reason === undefined ? {} : { reason }), verdicts: {} });
      continue;
    }
    using store = await openStore(tracking.results);
    const own = await readComparedRun(store.query, run);
    const comparison = before && compareRuns(before, own);
    tracked.push({
      ...common,
      run: run.id,
      verdicts: Object.fromEntries(
        [...Map.groupBy(own.verdicts, ({ word }) => word)].map(([word, { length }]) => [word, length]),
      ),
      ...(comparison && before
        ? {
          against: {
            run: before.run.id,
            changed: hasChanged(comparison, { exact: false }),
            tally: tallyComparison(comparison),
          },
        }
        : {}),
    });
    before = own;
  }
  return tracked;
}

/** A line a commit: what came out, and what changed against the one before it; below, why some have no run. */
export function formatTracked(tracked: readonly TrackedCommit[]): string {
  const table = formatTable(
    [{ title: "commit" }, { title: "subject" }, { title: "run" }, { title: "verdicts" }, {
      title: "against the one before",
    }],
    tracked.map(({ commit, subject, run, ran, reason, verdicts, against }) => [
      commit.slice(0, 12),
      subject.length > 50 ? `${subject.slice(0, 49)}…` : subject,
      run === undefined ? reason === undefined ? "not run yet" : "left out" : ran ? run : `${run}, was there`,
      Object.entries(verdicts).map(([word, count]) => `${count} ${word}`).join(", "),
      against === undefined ? "" : describe(against.tally),
    ]),
  );
  const reasons = tracked.flatMap(({ commit, reason }) =>
    reason === undefined ? [] : [`${commit.slice(0, 12)}  ${reason}`]
  );
  return [table, ...reasons.length === 0 ? [] : ["", ...reasons]].join("\n");
}

function describe({ words, flips, endings, answers, walks, sameWalks }: Tally): string {
  const parts = [
    ...words === 0 ? [] : [`${countOf(words, "verdict")} changed`],
    ...flips === 0 ? [] : [`${countOf(flips, "word")} flipped within noise`],
    ...endings === 0 ? [] : [`${countOf(endings, "walk")} ended otherwise`],
    ...answers["beyond noise"] === 0
      ? []
      : [`${countOf(answers["beyond noise"], "quantity", "quantities")} beyond noise`],
    ...answers["within noise"] === 0 ? [] : [`${answers["within noise"]} within noise`],
    ...answers["same to rounding"] === 0 ? [] : [`${answers["same to rounding"]} same to rounding`],
    ...answers["not comparable"] === 0 ? [] : [`${answers["not comparable"]} not comparable`],
  ];
  return parts.join(", ") || (sameWalks === walks ? "identical" : "other walks, same quantities");
}
