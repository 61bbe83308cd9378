import { UserError } from "../spec/user_error.ts";
import { findCommit, findGitObstacle, listReferences, runGit, shallowHint } from "./run_git.ts";
import { suggest } from "./suggest.ts";

/** A commit of the checkout. */
export interface ListedCommit {
  /** Full hash. */
  readonly hash: string;
  /** First line of the message. */
  readonly subject: string;
}

/**
 * The commits that a text names, the first one first: `A..B` those after A up to B by first parents, as `git log --first-parent` has it;
 * else each commit, branch or tag of a list with commas.
 *
 * @throws {UserError} If it names none.
 */
export async function listCommits(checkout: string, text: string): Promise<ListedCommit[]> {
  const [from, to, ...others] = text.split("..");
  const range = to !== undefined;
  const names = range ? [from!, to] : text.split(",");
  if (others.length > 0 || names.some((name) => name.trim() === "")) {
    throw new UserError(`Cannot track ${text} as --commits must be A..B, or commits with commas between them`);
  }
  const obstacle = await findGitObstacle(checkout);
  if (obstacle !== undefined) {
    throw new UserError(`Cannot track ${text} as git must know the checkout ${checkout}: ${obstacle}`);
  }
  const hashes = await Promise.all(names.map((name) => findKnown(checkout, name.trim())));
  const commits = range
    ? await findRange(checkout, hashes[0]!, hashes[1]!)
    : await log(checkout, ["--no-walk=unsorted"], hashes);
  if (commits.length > 0) return commits;
  throw new UserError(
    `Cannot track ${text} as there must be a commit after ${from} on the way to ${to}: there is none${await shallowHint(
      checkout,
    )}`,
  );
}

/** The commits after one up to another by first parents, the first one first; none where the checkout does not know them. */
export function findRange(checkout: string, from: string, to: string): Promise<ListedCommit[]> {
  return log(checkout, ["--first-parent", "--reverse"], [`${from}..${to}`]);
}

async function log(
  checkout: string,
  args: readonly string[],
  revisions: readonly string[],
): Promise<ListedCommit[]> {
  const { out } = await runGit(checkout, ["log", "--format=%H %s", ...args], revisions);
  return out === "" ? [] : out.split("\n").map((line) => {
    const [hash = "", subject = ""] = line.split(/ (.*)/s);
    return { hash, subject };
  });
}

async function findKnown(checkout: string, name: string): Promise<string> {
  const hash = await findCommit(checkout, name);
  if (hash !== undefined) return hash;
  const found = suggest(name, await listReferences(checkout)) + await shallowHint(checkout);
  throw new UserError(`Cannot track ${name} as it must be a commit, branch or tag of ${checkout}: it is none${found}`);
}
