import type { BenchRecord } from "../store/bench_rows.ts";
import type { Known } from "./name_runs.ts";
import { findCommit } from "./run_git.ts";

/** Two runs of the benchmarks that are held against each other. */
export type BenchPair = readonly [a: BenchRecord, b: BenchRecord];

/**
 * The runs of the benchmarks to compare: those that two words name; for one word that run against the latest other one; for none the latest
 * against the one before it. A word is the id of one, `latest`, or whatever names a commit or a run of a suite, whose commit's it is then.
 * Where there is a choice, runs on one machine, engine and number of threads go before others, then later ones. Undefined where either
 * side has none.
 */
export async function pairBenches(
  words: readonly string[],
  benches: readonly BenchRecord[],
  known: Known,
): Promise<BenchPair | undefined> {
  if (words.length > 2 || benches.length === 0) return undefined;
  const [first, second] = await Promise.all(words.map((word) => nameBenches(word, benches, known)));
  if (first === undefined) return pairOf(benches.slice(1), benches.slice(0, 1));
  return pairOf(first, second ?? benches.filter((one) => !first.includes(one)));
}

function pairOf(first: readonly BenchRecord[], second: readonly BenchRecord[]): BenchPair | undefined {
  const pairs = second.flatMap((b) => first.filter(({ id }) => id !== b.id).map((a): BenchPair => [a, b]));
  return pairs.find(([a, b]) => alike(a, b) && a.commit.dirty === b.commit.dirty) ??
    pairs.find(([a, b]) => alike(a, b)) ?? pairs[0];
}

function alike(a: BenchRecord, b: BenchRecord): boolean {
  return a.machine.hostname === b.machine.hostname && a.engine.name === b.engine.name &&
    a.engine.threads === b.engine.threads;
}

async function nameBenches(word: string, benches: readonly BenchRecord[], known: Known): Promise<BenchRecord[]> {
  const named = benches.filter(({ id }) => id === word);
  if (named.length > 0) return named;
  if (word === "latest") return benches.slice(0, 1);
  const { runs, baselines, checkout } = known;
  const id = baselines.find(({ name }) => name === word)?.run ?? word;
  const commit = runs.find((run) => run.id === id)?.commit.hash ?? await findCommit(checkout, word) ?? word;
  // A hash of a commit that this checkout does not know, as its rows were merged from elsewhere, may be short.
  const short = /^[0-9a-f]{4,40}$/.test(commit);
  return benches.filter(({ commit: { hash } }) => hash !== "" && (short ? hash.startsWith(commit) : hash === commit));
}
