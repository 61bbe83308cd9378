/** What a word on the command line names: a run, or the runs of a commit. */

import type { RunRecord } from "../store/run_rows.ts";
import { UserError } from "../spec/user_error.ts";
import type { Store } from "../store/reader.ts";
import { type Baseline, readBaselines } from "./baselines.ts";
import { type FailedCommit, readFailedCommits, trackFolder } from "./failed_commits.ts";
import { findCommit, listReferences, shallowHint } from "./run_git.ts";
import { suggest } from "./suggest.ts";
import { root } from "./versions.ts";

/** Where names are looked up. */
export interface Known {
  /** The runs of the store, the latest first. */
  readonly runs: readonly RunRecord[];
  /** The store's file, for messages. */
  readonly store: string;
  readonly baselines: readonly Baseline[];
  /** Commits at which a suite could not be run. */
  readonly failed: readonly FailedCommit[];
  /** The checkout. */
  readonly checkout: string;
}

/** Where names of a folder's runs are looked up. */
export async function readKnown(store: Store, results: string): Promise<Known> {
  return {
    runs: await store.runs(),
    store: store.path,
    baselines: await readBaselines(results),
    failed: await readFailedCommits(trackFolder(results)),
    checkout: decodeURIComponent(root.pathname),
  };
}

/** What a word names. */
export interface NamedRuns {
  /** As it was written. */
  readonly word: string;
  /** One run, or the finished runs of a commit, the latest first. */
  readonly runs: readonly RunRecord[];
}

/**
 * The runs that a word names: `latest`, `latest:SUITE`, a baseline, a run's id, or a commit by hash, branch or tag, in this order.
 *
 * @throws {UserError} If it names nothing, or a commit without a finished run.
 */
export async function nameRuns(word: string, known: Known): Promise<NamedRuns> {
  const { runs, baselines, checkout } = known;
  if (word === "latest" || word.startsWith("latest:")) return { word, runs: [findLatest(word, known)] };
  const baseline = baselines.find(({ name }) => name === word);
  if (baseline !== undefined) {
    const run = runs.find(({ id }) => id === baseline.run);
    if (run !== undefined) return { word, runs: [run] };
    throw new UserError(
      `Cannot use baseline ${word} as its run must be in ${known.store}: ${baseline.run} is not; name another run with deno task baseline ${word}`,
    );
  }
  const run = runs.find(({ id }) => id === word);
  if (run !== undefined) return { word, runs: [run] };
  const commit = await findCommit(checkout, word) ?? foreignCommit(word, runs);
  if (commit === undefined) throw await unknown(word, known);
  const own = runs.filter((one) => one.commit.hash === commit && one.status === "finished");
  if (own.length > 0) return { word, runs: own };
  const short = commit.slice(0, 12);
  const failure = known.failed.find((one) => one.commit === commit);
  throw new UserError(
    `Cannot use ${word} as ${known.store} must hold a finished run of commit ${short}: none; ` +
      (failure === undefined
        ? `make one with deno task track SUITE --commits ${short}`
        : `suite ${failure.suite} could not be run there (${failure.reason}); --retry of deno task track tries it again`),
  );
}

function findLatest(word: string, { runs, store }: Known): RunRecord {
  const suite = word.slice("latest:".length);
  const run = runs.find((one) => one.status === "finished" && (word === "latest" || one.suite === suite));
  if (run !== undefined) return run;
  const known = [...new Set(runs.map((one) => one.suite))];
  throw new UserError(
    `Cannot use ${word} as ${store} must hold a finished run${word === "latest" ? "" : ` of ${suite}`}: none${
      suggest(word, known, "latest:")
    }`,
  );
}

/** A commit that this checkout does not know, as its run was merged from elsewhere. */
function foreignCommit(word: string, runs: readonly RunRecord[]): string | undefined {
  if (!/^[0-9a-f]{4,64}$/.test(word)) return undefined;
  const hashes = new Set(runs.map(({ commit }) => commit.hash).filter((hash) => hash.startsWith(word)));
  return hashes.size === 1 ? [...hashes][0] : undefined;
}

async function unknown(word: string, { runs, store, baselines, checkout }: Known): Promise<UserError> {
  const names = [
    "latest",
    ...baselines.map(({ name }) => name),
    ...await listReferences(checkout),
    ...runs.map(({ id }) => id),
  ];
  return new UserError(
    `Cannot use ${word} as it must name a run of ${store}, a commit, branch or tag, a baseline or latest: it names none${
      suggest(word, names) + await shallowHint(checkout)
    }`,
  );
}
