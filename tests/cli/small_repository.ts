/** Small repositories, for tests that ask git. */

/** Runs `work` in a folder that is removed after it. */
export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "sgd-walk-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs git in a folder, whatever the user has set. */
export async function askGit(folder: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command("git", {
    args: ["-C", folder, "-c", "user.name=Test", "-c", "user.email=test@example.org", ...args],
    env: { GIT_CONFIG_GLOBAL: "/dev/null" },
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

/** A repository with a branch that was merged: one, two, (side), merge, three. */
export function inRepository(work: (folder: string) => Promise<void>): Promise<void> {
  return inFolder(async (folder) => {
    const git = (...args: string[]) => askGit(folder, ...args);
    const commit = (subject: string) => git("commit", "--quiet", "--allow-empty", "-m", subject);
    await git("init", "--quiet", "--initial-branch=trunk");
    await commit("one");
    await git("tag", "v1");
    await git("checkout", "--quiet", "-b", "side");
    await commit("side");
    await git("checkout", "--quiet", "trunk");
    await commit("two");
    await git("merge", "--quiet", "--no-ff", "-m", "merge", "side");
    await commit("three");
    await work(folder);
  });
}
