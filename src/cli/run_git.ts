/** Git, as it is asked about the project's own checkout and no other. */

import { childCommand } from "../spec/child_command.ts";

/** What git left. */
export interface GitAnswer {
  readonly success: boolean;
  /** What it printed, trimmed. */
  readonly out: string;
  /** What it complained of, in one line. */
  readonly complaint: string;
}

/** How a folder that lies in no checkout is described. */
export const outside = "outside a git checkout";

/** Whatever the user has set, answers have one form, nothing is written by the way, and no hook runs. */
const settings = [
  "--no-optional-locks",
  ...["log.showSignature=false", "i18n.logOutputEncoding=UTF-8", "core.quotePath=false", "core.hooksPath=/dev/null"]
    .flatMap((setting) => ["-c", setting]),
];

/**
 * Runs git in the checkout whose top is `folder`; no success, with the reason, where there is none or git is not installed.
 *
 * @param operands Revisions and paths: never taken for options, whatever they are.
 */
export async function runGit(
  folder: string,
  args: readonly string[],
  operands: readonly string[] = [],
): Promise<GitAnswer> {
  const place = await ask(folder, ["rev-parse", "--show-prefix"]);
  if (!place.success) return place;
  // A folder inside another project's checkout, whose commits are not ours.
  if (place.out !== "") {
    return { success: false, out: "", complaint: `the checkout around ${folder} is another project's` };
  }
  return await ask(folder, operands.length === 0 ? args : [...args, "--end-of-options", ...operands]);
}

async function ask(folder: string, args: readonly string[]): Promise<GitAnswer> {
  try {
    const command = childCommand("git", {
      args: ["-C", folder, ...settings, ...args],
      // Its complaints in English, as the rest is.
      env: { LC_ALL: "C" },
    });
    const { success, stdout, stderr } = await command.output();
    const decoder = new TextDecoder();
    const complaint = decoder.decode(stderr).trim().replace(/^fatal: /, "").replace(/\s+/g, " ");
    return { success, out: decoder.decode(stdout).trim(), complaint };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { success: false, out: "", complaint: "git is not installed" };
    throw error;
  }
}

/** Why git cannot be asked about `folder`; undefined where it is the top of a checkout. */
export async function findGitObstacle(folder: string): Promise<string | undefined> {
  const { success, complaint } = await runGit(folder, ["rev-parse", "--git-dir"]);
  if (success) return undefined;
  return complaint.startsWith("not a git repository") ? outside : complaint;
}

/** Whether a text is a commit's full hash. */
export function isCommitHash(text: string): boolean {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/** The full hash of the commit that a hash, branch or tag names; undefined where it names none. */
export async function findCommit(folder: string, name: string): Promise<string | undefined> {
  const { success, out } = await runGit(folder, ["rev-parse", "--verify", "--quiet"], [`${name}^{commit}`]);
  return success && isCommitHash(out) ? out : undefined;
}

/** The names of the branches and tags. */
export async function listReferences(folder: string): Promise<string[]> {
  const { out } = await runGit(folder, ["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags"]);
  return out === "" ? [] : out.split("\n");
}

/** What to add where a commit is not found or a history ends early: that the clone is shallow; empty where it is whole. */
export async function shallowHint(folder: string): Promise<string> {
  const { out } = await runGit(folder, ["rev-parse", "--is-shallow-repository"]);
  return out === "true" ? "; this clone is shallow: git fetch --unshallow brings the commits that it lacks" : "";
}
