/** A git repository of its own with this working tree, for tests that make commits. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A copy of the working tree, committed. Disposing removes it. */
export interface CheckoutCopy extends AsyncDisposable {
  readonly path: string;
  git(...args: string[]): Promise<string>;
  /** Changes a file and commits it; the hash of the commit. */
  commit(subject: string, file: string, change: (text: string) => string): Promise<string>;
}

/** Whether this working tree is a git checkout, which alone knows its files. */
export async function isCheckout(): Promise<boolean> {
  const { success } = await new Deno.Command("git", { args: ["-C", root, "rev-parse"], stderr: "null" }).output();
  return success;
}

/** Copies what git would commit, without what it ignores. */
export async function copyCheckout(): Promise<CheckoutCopy> {
  const path = await Deno.makeTempDir({ prefix: "sgd-walk-checkout-" });
  const git = (...args: string[]) => runGit(path, args);
  const files = await runGit(root, ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  for (const file of new Set(files.split("\0").filter((name) => name !== ""))) {
    const to = join(path, file);
    await Deno.mkdir(join(to, ".."), { recursive: true });
    await Deno.copyFile(join(root, file), to).catch((error: unknown) => {
      // Deleted, and the index does not know yet.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
  await git("init", "--quiet", "--initial-branch=main");
  await git("add", "--all");
  await git("commit", "--quiet", "-m", "Begin");
  return {
    path,
    git,
    async commit(subject, file, change) {
      const at = join(path, file);
      await Deno.writeTextFile(at, change(await Deno.readTextFile(at)));
      await git("commit", "--quiet", "--all", "-m", subject);
      return await git("rev-parse", "HEAD");
    },
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

async function runGit(folder: string, args: readonly string[]): Promise<string> {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
  const { success, stdout, stderr } = await new Deno.Command("git", { args: ["-C", folder, ...identity, ...args] })
    .output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).trim();
}
