import { assertEquals, assertRejects } from "@std/assert";
import { findCommit } from "../../src/cli/run_git.ts";
import { openWorktrees } from "../../src/cli/worktree.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { askGit, inFolder, inRepository } from "./small_repository.ts";

Deno.test("openWorktrees() removes what a process that was killed in a checkout left, and touches no other worktree", () =>
  inRepository((checkout) =>
    inFolder(async (place) => {
      const commit = (await findCommit(checkout, "trunk"))!;
      const folder = `${place}/worktrees`;
      await Deno.mkdir(folder);
      const entries = async () =>
        (await Array.fromAsync(Deno.readDir(`${checkout}/.git/worktrees`))).map(({ name }) => name);
      // The user's own one, whose disk is not there now.
      await askGit(checkout, "worktree", "add", "--quiet", "--detach", `${place}/own`, "v1");
      await Deno.rename(`${place}/own`, `${place}/away`);
      for (const killed of ["whole", "cut"] as const) {
        const path = `${folder}/${commit.slice(0, 12)}`;
        await askGit(checkout, "worktree", "add", "--quiet", "--detach", "--lock", path, commit);
        if (killed === "cut") await Deno.remove(`${path}/.git`);
        {
          await using worktrees = await openWorktrees(checkout, folder);
          await using worktree = await worktrees.add(commit);
          assertEquals(worktree.path, path);
        }
        assertEquals(await entries(), ["own"]);
        assertEquals((await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name), ["lock"]);
      }
    })
  ));

Deno.test("openWorktrees() gives git's reason where it checks nothing out, runs no hook, and takes no commit for an option", () =>
  inRepository((checkout) =>
    inFolder(async (place) => {
      await Deno.writeTextFile(`${checkout}/.git/hooks/post-checkout`, `#!/bin/sh\ntouch ${place}/hooked\n`, {
        mode: 0o755,
      });
      await using worktrees = await openWorktrees(checkout, `${place}/worktrees`);
      await assertRejects(() => worktrees.add(`--orphan=${place}`), UserError, "git must make a worktree");
      {
        await using _worktree = await worktrees.add((await findCommit(checkout, "v1"))!);
      }
      assertEquals((await Array.fromAsync(Deno.readDir(place))).map(({ name }) => name), ["worktrees"]);
    })
  ));
