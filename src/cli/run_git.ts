/** What git left. */
export interface GitAnswer {
  readonly success: boolean;
  /** What it printed, trimmed. */
  readonly out: string;
  /** What it complained of, trimmed. */
  readonly complaint: string;
}

/** Runs git in a folder; no success, with the reason, where git is not installed. */
export async function runGit(folder: string, args: readonly string[]): Promise<GitAnswer> {
  try {
    const command = new Deno.Command("git", { args: ["-C", folder, ...args], stdin: "null" });
    const { success, stdout, stderr } = await command.output();
    const decoder = new TextDecoder();
    return { success, out: decoder.decode(stdout).trim(), complaint: decoder.decode(stderr).trim() };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { success: false, out: "", complaint: "git is not installed" };
    throw error;
  }
}

/** The full hash of the commit that a hash, branch or tag names; undefined where it names none. */
export async function findCommit(folder: string, name: string): Promise<string | undefined> {
  const { success, out } = await runGit(folder, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${name}^{commit}`,
  ]);
  return success ? out : undefined;
}

/** The names of the branches and tags. */
export async function listReferences(folder: string): Promise<string[]> {
  const { out } = await runGit(folder, ["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags"]);
  return out === "" ? [] : out.split("\n");
}
