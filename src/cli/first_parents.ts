import { runGit } from "./run_git.ts";

/** The hashes of the commits on the way to the checkout's head by first parents, the first one first; none without git or a checkout. */
export async function readFirstParents(folder: string): Promise<string[]> {
  const { success, out } = await runGit(folder, ["rev-list", "--first-parent", "--reverse"], ["HEAD"]);
  return success && out !== "" ? out.split("\n") : [];
}
