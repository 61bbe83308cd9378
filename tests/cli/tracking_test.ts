import { assertEquals, assertRejects } from "@std/assert";
import { trackCommits, type Tracking } from "../../src/cli/tracking.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { spawnChild } from "../store/child.ts";
import { inResults, somePlan } from "../store/fixtures.ts";
import { inRepository } from "./small_repository.ts";

Deno.test("trackCommits() leaves alone what a killed process's run still works on, and goes on when that has ended", () =>
  inRepository((checkout) =>
    inResults(async (results) => {
      const tracking: Tracking = {
        checkout,
        suite: "heights",
        passed: [],
        results,
        retry: false,
        tell: () => {},
        say: () => {},
        stop: new AbortController().signal,
      };
      const worktree = `${results}/track/worktrees/0123456789ab`;
      await Deno.mkdir(worktree, { recursive: true });
      await Deno.writeTextFile(`${results}/track/failed.json`, '{"version":1,"failed":[]}');
      const child = spawnChild("appending_child.ts", `${results}/track/0123456789ab-01234567`);
      const output = child.stdout.getReader();
      try {
        await output.read();
        await assertRejects(
          () => trackCommits(tracking, []),
          UserError,
          `no other process may run a suite for it: one is at work on ${somePlan().id}`,
        );
        assertEquals((await Deno.stat(worktree)).isDirectory, true);
      } finally {
        child.kill("SIGKILL");
        await child.status;
        await output.cancel();
      }
      assertEquals(await trackCommits(tracking, []), []);
      await assertRejects(() => Deno.stat(worktree), Deno.errors.NotFound);
    })
  ));
