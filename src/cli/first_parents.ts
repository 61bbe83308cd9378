import { git } from "./commit.ts";

/** The hashes of the commits on the way to the checkout's head by first parents, the first one first; none without git or a checkout. */
export async function readFirstParents(folder: string): Promise<string[]> {
  const listed = await git(folder, "rev-list", "--first-parent", "--reverse", "HEAD");
  return listed === undefined || listed === "" ? [] : listed.split("\n");
}
