import { assertEquals, assertRejects } from "@std/assert";
import { listCommits } from "../../src/cli/list_commits.ts";
import { findCommit } from "../../src/cli/run_git.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { askGit, inFolder, inRepository } from "./small_repository.ts";

Deno.test("listCommits() gives a range by first parents, the first one first, and a list as it is written", async () => {
  await inRepository(async (folder) => {
    const subjects = async (text: string) => (await listCommits(folder, text)).map(({ subject }) => subject);
    assertEquals(await subjects("v1..trunk"), ["two", "merge", "three"]);
    assertEquals(await subjects("trunk,v1,side"), ["three", "one", "side"]);
    const [{ hash } = { hash: "" }] = await listCommits(folder, "v1");
    assertEquals(hash, await findCommit(folder, "v1"));
    assertEquals(await subjects(`${hash.slice(0, 7)}..trunk~1`), ["two", "merge"]);
  });
});

Deno.test("listCommits() refuses what names no commit, with what could be meant, and takes no name for an option", async () => {
  await inRepository(async (folder) => {
    for (
      const [text, message] of [
        ["v1..trank", "did you mean trunk?"],
        ["trunk..v1", "there is none"],
        ["v1,", "commits with commas between them"],
        ["--all", "it is none"],
        [`--output=${folder}/written,trunk`, "it is none"],
      ] as const
    ) await assertRejects(() => listCommits(folder, text), UserError, message);
  });
});

Deno.test("listCommits() says where git refuses, and that a clone is shallow", () =>
  inRepository((folder) =>
    inFolder(async (place) => {
      await assertRejects(() => listCommits(place, "trunk"), UserError, "outside a git checkout");
      const shallow = `${place}/shallow`;
      await askGit(place, "clone", "--quiet", "--depth=1", `file://${folder}`, shallow);
      await assertRejects(() => listCommits(shallow, "trunk~2..trunk"), UserError, "this clone is shallow");
    })
  ));
