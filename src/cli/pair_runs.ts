import { UserError } from "../spec/user_error.ts";
import type { RunRecord } from "../store/run_rows.ts";
import { type Known, type NamedRuns, nameRuns } from "./name_runs.ts";

/** Two runs of one suite that are held against each other. */
export type RunPair = readonly [a: RunRecord, b: RunRecord];

/**
 * The runs to compare, a pair a suite: those that two words name; for one word that run against the latest other one; for none the latest
 * run against the one before it of the same suite. Where there is a choice, runs that ask the same question (the same config) go before
 * others, then those on the same engine, then those in the same state of the tree, rather a clean one, then later ones.
 *
 * @throws {UserError} If a word names nothing, or nothing is left to compare.
 */
export async function pairRuns(words: readonly string[], known: Known): Promise<RunPair[]> {
  if (words.length > 2) {
    throw new UserError(
      `Cannot compare as two are held against each other: ${words.length} were given: ${words.join(" ")}`,
    );
  }
  const finished = known.runs.filter(({ status }) => status === "finished");
  if (words.length === 0) return [latestPair(finished, known.store)];
  // One after the other, so that of two words that name nothing it is always the first that is told.
  const first = await nameRuns(words[0]!, known);
  if (words[1] !== undefined) return pairNamed(first, await nameRuns(words[1], known));
  const others = finished.filter(({ id }) => !first.runs.some((run) => run.id === id));
  return pairNamed(first, { word: "any other run", runs: others });
}

function latestPair(runs: readonly RunRecord[], store: string): RunPair {
  const [latest, ...before] = runs;
  if (latest === undefined) {
    throw new UserError(`Cannot compare as ${store} must hold two finished runs of a suite: it holds none`);
  }
  const other = closest(latest, before);
  if (other !== undefined) return [other, latest];
  throw new UserError(
    `Cannot compare ${latest.id} as ${store} must hold another finished run of ${latest.suite}: it does not`,
  );
}

function pairNamed(first: NamedRuns, second: NamedRuns): RunPair[] {
  const suites = [...new Set(second.runs.map(({ suite }) => suite))];
  const pairs = suites.flatMap((suite): RunPair[] => {
    const own = second.runs.filter((run) => run.suite === suite);
    const candidates = own.flatMap((b): RunPair[] => {
      const a = closest(b, first.runs);
      return a === undefined ? [] : [[a, b]];
    });
    return candidates.toSorted((x, y) => likeness(y) - likeness(x)).slice(0, 1);
  });
  if (pairs.length > 0) return pairs;
  const [a, b] = [first, second].map(({ runs }) =>
    [...new Set(runs.map(({ suite }) => suite))].sort().join(", ") || "none"
  );
  const same = first.runs.length === 1 && second.runs.length === 1 && first.runs[0]!.id === second.runs[0]!.id;
  throw new UserError(
    `Cannot compare ${first.word} with ${second.word} as they must have two runs of one suite: ${
      same ? `both are ${first.runs[0]!.id}` : `${a} and ${b}`
    }`,
  );
}

/** Of the runs, the latest first, the one to hold this one against. */
function closest(run: RunRecord, others: readonly RunRecord[]): RunRecord | undefined {
  return others.filter(({ suite, id }) => suite === run.suite && id !== run.id)
    .toSorted((x, y) => likeness([y, run]) - likeness([x, run]))[0];
}

/** How much two runs are alike: the config counts more than the engine, and that more than the tree. */
function likeness([a, b]: RunPair): number {
  const same = [
    a.configHash === b.configHash,
    a.engine.name === b.engine.name,
    a.commit.dirty === b.commit.dirty,
    !a.commit.dirty && !b.commit.dirty,
  ];
  return same.reduce((sum, one) => 2 * sum + Number(one), 0);
}
