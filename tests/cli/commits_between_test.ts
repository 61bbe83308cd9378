import { assertEquals } from "@std/assert";
import type { RunComparison } from "../../src/analysis/compare/compare_runs.ts";
import { findCommitsBetween } from "../../src/cli/commits_between.ts";
import { findCommit } from "../../src/cli/run_git.ts";
import { inRepository } from "./small_repository.ts";

Deno.test("findCommitsBetween() lists what lies between, with the command that runs the second's question at each", async () => {
  await inRepository(async (folder) => {
    const [first, last] = await Promise.all(["v1", "trunk"].map((name) => findCommit(folder, name))) as [
      string,
      string,
    ];
    const between = (a: string, b: string) =>
      findCommitsBetween({
        a: { commit: { hash: a } },
        b: {
          commit: { hash: b },
          suite: "heights",
          command: "deno task suite:heights --filter 'mlp seed=1' --seeds 3 --json",
        },
      } as RunComparison, folder);
    const found = await between(first, last);
    assertEquals(found?.commits.map(({ subject }) => subject), ["two", "merge", "three"]);
    const range = `${first.slice(0, 12)}..${last.slice(0, 12)}`;
    assertEquals(found?.command, `deno task track heights --commits ${range} --filter 'mlp seed=1' --seeds 3`);
    assertEquals([
      await between(last, last),
      await between(last, first),
      await between("", last),
      await between("0".repeat(40), last),
      // What a merged file may hold: git must not take it for an option.
      await between(`--output=${folder}/written`, last),
      await between("v1", last),
    ], [
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
