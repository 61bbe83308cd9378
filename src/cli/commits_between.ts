import { shellWord } from "./shell_word.ts";
import type { RunComparison } from "../analysis/compare/compare_runs.ts";
import type { CommitsBetween } from "../report/comparison_page.ts";
import { findRange } from "./list_commits.ts";
import { isCommitHash } from "./run_git.ts";
import { questionOf, wordsOf } from "./question_of.ts";

/**
 * The commits that lead from the first run's to the second's, with the command that runs the suite at each of them; undefined where there are
 * none, or this checkout does not know them.
 */
export async function findCommitsBetween(
  { a, b }: RunComparison,
  checkout: string,
): Promise<CommitsBetween | undefined> {
  const [from, to] = [a.commit.hash, b.commit.hash];
  // They come from a store, which may be anybody's.
  if (!isCommitHash(from) || !isCommitHash(to) || from === to) return undefined;
  const commits = await findRange(checkout, from, to);
  if (commits.length === 0) return undefined;
  const flags = questionOf(wordsOf(b.command)).split(/ (?=--)/).filter(Boolean).map((flag) => {
    const [name, value] = flag.split(/=(.*)/s);
    return value === undefined ? name : `${name} ${shellWord(value)}`;
  });
  const range = `${from.slice(0, 12)}..${to.slice(0, 12)}`;
  return { commits, command: ["deno task track", b.suite, "--commits", range, ...flags].join(" ") };
}
