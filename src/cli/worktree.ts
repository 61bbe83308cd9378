/** Commits checked out beside the checkout, for as long as they are looked at. */

import { join } from "node:path";
import { UserError } from "../spec/user_error.ts";
import { runGit } from "./run_git.ts";

/** A commit checked out in a folder of its own. Disposing removes the folder. */
export interface Worktree extends AsyncDisposable {
  readonly path: string;
}

/** The folder of the worktrees, held by this process alone. */
export interface Worktrees extends AsyncDisposable {
  /** Checks a commit out. */
  add(commit: string): Promise<Worktree>;
}

/**
 * Takes the folder for worktrees and removes what a process that was killed left in it.
 *
 * @throws {UserError} If another process has it.
 */
export async function openWorktrees(checkout: string, folder: string): Promise<Worktrees> {
  await Deno.mkdir(folder, { recursive: true });
  const file = await Deno.open(join(folder, "lock"), { create: true, write: true });
  if (!await file.tryLock(true)) {
    file.close();
    throw new UserError(
      `Cannot check commits out in ${folder} as no other process may do so: one does; wait for it to end`,
    );
  }
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) await removeWorktree(checkout, join(folder, name));
  }
  return {
    async add(commit) {
      const path = join(folder, commit.slice(0, 12));
      const { success, complaint } = await runGit(checkout, ["worktree", "add", "--detach", "--quiet"], [path, commit]);
      if (!success) {
        throw new UserError(
          `Cannot check ${commit.slice(0, 12)} out as git must make a worktree at ${path}: ${complaint}`,
        );
      }
      return { path, [Symbol.asyncDispose]: () => removeWorktree(checkout, path) };
    },
    [Symbol.asyncDispose]() {
      file.close();
      return Promise.resolve();
    },
  };
}

/**
 * Removes a worktree and what git knows of it, and nothing that git knows of others. One whose checkout was killed is locked, and may be
 * without the file that makes it one: so its folder goes first.
 */
async function removeWorktree(checkout: string, path: string): Promise<void> {
  await Deno.remove(path, { recursive: true }).catch((error: unknown) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  // A folder that git knew nothing of gives no success, and needs none.
  await runGit(checkout, ["worktree", "remove", "--force", "--force"], [path]);
}
