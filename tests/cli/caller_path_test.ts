import { assertEquals, assertStringIncludes } from "@std/assert";
import { callerPath } from "../../src/cli/caller_path.ts";
import { parseFlags } from "../../src/cli/flags.ts";
import { suiteFlags } from "../../src/cli/suite_flags.ts";
import { passedWords } from "../../src/cli/track_flags.ts";
import { run } from "./command_line.ts";
import { inFolder } from "./small_repository.ts";

/** Runs `work` as from a folder. */
function from(folder: string, work: () => void): void {
  const before = Deno.env.get("INIT_CWD");
  Deno.env.set("INIT_CWD", folder);
  try {
    work();
  } finally {
    if (before === undefined) Deno.env.delete("INIT_CWD");
    else Deno.env.set("INIT_CWD", before);
  }
}

Deno.test("callerPath() takes relative paths from the folder where the command was typed, and leaves whole ones", () =>
  from("/data/own", () => {
    assertEquals([callerPath("runs"), callerPath("../runs"), callerPath("/runs")], [
      "/data/own/runs",
      "/data/runs",
      "/runs",
    ]);
  }));

Deno.test("parseFlags() reads every folder as a whole path from there", () =>
  from("/data/own", () => {
    const { values } = parseFlags(suiteFlags, ["--results", "a", "--data-dir=b", "--export-walk", "../c"]);
    assertEquals(values, { results: "/data/own/a", dataDir: "/data/own/b", exportWalk: "/data/c" });
    assertEquals(passedWords(["--data-dir", "b"]), ["--data-dir", "/data/own/b"]);
  }));

Deno.test("merge and sql look where the command was typed", () =>
  inFolder(async (folder) => {
    for (
      const [args, file] of [[["merge", "a.duckdb"], "a.duckdb"], [
        ["sql", "SELECT 1", "--results", "own"],
        "own",
      ]] as const
    ) {
      const { code, err } = await run([...args, ...args[0] === "merge" ? ["--results", folder] : []], "suite", {
        INIT_CWD: folder,
      });
      assertEquals(code, 2, err);
      assertStringIncludes(err, `${folder}/${file}`);
    }
  }));
