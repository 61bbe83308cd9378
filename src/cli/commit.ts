import type { Commit } from "../spec/run.ts";

/** The commit of the checkout at `folder`; all empty where git is not installed or the folder is no checkout. */
export async function readCommit(folder: string): Promise<Commit> {
  const hash = await git(folder, "rev-parse", "HEAD");
  if (hash === undefined) return { hash: "", branch: "", subject: "", dirty: false };
  const [branch = "", subject = "", changes = ""] = await Promise.all([
    git(folder, "branch", "--show-current"),
    git(folder, "log", "-1", "--format=%s"),
    git(folder, "status", "--porcelain", "--untracked-files=no"),
  ]);
  return { hash, branch, subject, dirty: changes !== "" };
}

/** What git prints, trimmed; undefined where it is not installed or refuses. */
export async function git(folder: string, ...args: string[]): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command("git", { args: ["-C", folder, ...args], stderr: "null" })
      .output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
