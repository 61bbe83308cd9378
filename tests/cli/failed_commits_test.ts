import { assertEquals, assertRejects } from "@std/assert";
import { type FailedCommit, readFailedCommits, writeFailedCommits } from "../../src/cli/failed_commits.ts";
import { UserError } from "../../src/spec/user_error.ts";

Deno.test("readFailedCommits() gives back what was written, nothing at first, and refuses what it did not write", async () => {
  const folder = await Deno.makeTempDir({ prefix: "sgd-walk-" });
  try {
    assertEquals(await readFailedCommits(folder), []);
    const failed: FailedCommit[] = [{
      commit: "a",
      suite: "heights",
      question: "--seeds=2",
      reason: "it has no suite",
      when: "2026",
    }];
    await writeFailedCommits(folder, failed);
    assertEquals(await readFailedCommits(folder), failed);
    for (const text of ["{", "null", '{"version":2,"failed":[]}']) {
      await Deno.writeTextFile(`${folder}/failed.json`, text);
      await assertRejects(() => readFailedCommits(folder), UserError, "must be this program's record of version 1");
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
