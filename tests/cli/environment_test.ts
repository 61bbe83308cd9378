import { assertEquals } from "@std/assert";
import { childCommand } from "../../src/spec/child_command.ts";
import { isCheckout } from "./checkout_copy.ts";
import { run } from "./command_line.ts";
import { askGit, inFolder } from "./small_repository.ts";

/** What users of clusters and of CUDA set, and what git sets for its hooks. */
const hostile = {
  LD_LIBRARY_PATH: "/usr/local/cuda/lib64",
  LD_BIND_NOW: "1",
  DYLD_LIBRARY_PATH: "/usr/local/lib",
  GIT_DIR: "/nowhere",
  GIT_INDEX_FILE: "/nowhere/index",
};

Deno.test("tasks that start programs run whatever the environment holds", () =>
  inFolder(async (results) => {
    const { code, out, err } = await run(
      ["bench", "--quick", "--filter", "peak", "--json", "--results", results],
      "suite",
      hostile,
    );
    assertEquals(code, 0, err);
    assertEquals(JSON.parse(out).commit.hash !== "", await isCheckout());
  }));

Deno.test("childCommand() hands LD_*, DYLD_* and GIT_* on to no program, and the rest as it is", () =>
  inFolder(async (folder) => {
    await askGit(folder, "init", "--quiet");
    for (const [name, value] of Object.entries({ ...hostile, SGD_WALK_TEST: "kept" })) Deno.env.set(name, value);
    const { stdout } = await childCommand(Deno.execPath(), {
      args: ["eval", "console.log(JSON.stringify(Object.keys(Deno.env.toObject())))"],
      cwd: folder,
    }).output();
    Deno.env.delete("SGD_WALK_TEST");
    const names: string[] = JSON.parse(new TextDecoder().decode(stdout));
    assertEquals(names.filter((name) => /^(LD_|DYLD_|GIT_)/.test(name)), []);
    assertEquals(names.includes("SGD_WALK_TEST"), true);
  }));

Deno.test("src/ starts programs by childCommand() alone", async () => {
  const root = new URL("../../src/", import.meta.url);
  const starting: string[] = [];
  const look = async (folder: URL): Promise<void> => {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      const url = new URL(isDirectory ? `${name}/` : name, folder);
      if (isDirectory) await look(url);
      else if (/Deno\.Command\(|child_process/.test(await Deno.readTextFile(url))) {
        starting.push(url.href.slice(root.href.length));
      }
    }
  };
  await look(root);
  assertEquals(starting, ["spec/child_command.ts"]);
});
