import { assertEquals } from "@std/assert";
import { runGit } from "../../src/cli/run_git.ts";
import { inRepository } from "./small_repository.ts";

Deno.test("runGit() takes no operand for an option", () =>
  inRepository(async (folder) => {
    const { success } = await runGit(folder, ["log", "--format=%s"], [`--output=${folder}/written`]);
    assertEquals([success, (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name)], [false, [".git"]]);
  }));
