import type { Commit } from "../spec/run.ts";
import { findGitObstacle, runGit } from "./run_git.ts";

/** What of the project is code: an untracked file elsewhere changes no run. */
const codeFolders = ["bench", "reports", "src", "suites"];

/**
 * The commit of the checkout whose top is `folder`; all empty but for the subject, which says why, where there is none. Code that git does not
 * track makes the tree dirty, ignored or not.
 */
export async function readCommit(folder: string): Promise<Commit> {
  const obstacle = await findGitObstacle(folder);
  if (obstacle !== undefined) return without(obstacle);
  const head = await runGit(folder, ["rev-parse", "--verify", "HEAD"]);
  if (!head.success) return without(`a checkout without a commit (${head.complaint})`);
  const [branch, subject, changes, untracked] = await Promise.all([
    runGit(folder, ["branch", "--show-current"]),
    runGit(folder, ["log", "-1", "--format=%s"]),
    runGit(folder, ["status", "--porcelain", "--untracked-files=no"]),
    runGit(folder, ["ls-files", "--others"], codeFolders),
  ]);
  return {
    hash: head.out,
    branch: branch.out,
    subject: subject.out,
    // What cannot be told is not taken for clean.
    dirty: !changes.success || changes.out !== "" || !untracked.success || hasCode(untracked.out),
  };
}

function without(why: string): Commit {
  return { hash: "", branch: "", subject: why, dirty: false };
}

function hasCode(listed: string): boolean {
  return listed.split("\n").some((file) => /\.(m?[jt]s|json|wasm|py)"?$/.test(file));
}
