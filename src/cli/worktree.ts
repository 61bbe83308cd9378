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

/** Git removes what it knows, forced twice where a checkout that was killed left it locked; what is left is a folder like any other. */
async function removeWorktree(checkout: string, path: string): Promise<void> {
  await runGit(checkout, ["worktree", "remove", "--force", "--force"], [path]);
  await Deno.remove(path, { recursive: true }).catch((error: unknown) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  await runGit(checkout, ["worktree", "prune"]);
}
