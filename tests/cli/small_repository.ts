/** A repository with a branch that was merged: one, two, (side), merge, three. */
export async function inRepository(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "sgd-walk-" });
  const git = async (...args: string[]) => {
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
    const { success, stderr } = await new Deno.Command("git", { args: ["-C", folder, ...identity, ...args] }).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
  };
  const commit = (subject: string) => git("commit", "--quiet", "--allow-empty", "-m", subject);
  try {
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
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
