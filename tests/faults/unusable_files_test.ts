import { assertEquals, assertStringIncludes } from "@std/assert";
import { isCheckout } from "../cli/checkout_copy.ts";
import { run } from "../cli/command_line.ts";
import { inResults, smallRun } from "./small_run.ts";

const track = ["track", "barriers", "--commits", "HEAD", "--preset", "smoke"];

/** What a user, a disk or another program may have put where files of ours are: as a user who may write anywhere has no permissions to lack. */
const places: readonly [file: string, command: readonly string[]][] = [
  ["baselines.json", ["baseline"]],
  ["baselines.json", ["prune", "--keep", "1"]],
  ["track/failed.json", track],
  ["track/worktrees/lock", track],
  ["walk.duckdb", ["sql", "SELECT 1"]],
  ["walk.duckdb", ["report"]],
];

for (const [file, command] of places) {
  Deno.test({
    name: `${command[0]} names ${file} where it is a folder, in one line and with exit code 2`,
    // Commits are asked for before files.
    ignore: command === track && !await isCheckout(),
    fn: () =>
      inResults(async (results) => {
        await Deno.mkdir(`${results}/${file}`, { recursive: true });
        const { code, out, err } = await run([...command, "--results", results]);
        const lines = err.trimEnd().split("\n").filter((line) => !line.startsWith("barriers at "));
        assertEquals([code, out, lines.length], [2, "", 1], err);
        assertStringIncludes(lines[0]!, `${results}/${file}`);
      }),
  });
}

Deno.test("suite tells in one line what is wrong with a results folder that cannot be one", () =>
  inResults(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    await Deno.symlink(`${folder}/loop`, `${folder}/loop`);
    for (const results of [`${folder}/file`, `${folder}/loop`, `${folder}/${"x".repeat(256)}`, `${folder}/what now?`]) {
      const { code, out, err } = await run([...smallRun, "--quiet", "--results", results]);
      assertEquals([code, out, err.trimEnd().split("\n").length], [2, "", 1], err);
      assertStringIncludes(err, results);
    }
  }));

Deno.test("a message that repeats an argument of a hundred thousand letters is short", async () => {
  const long = "x".repeat(100_000);
  for (
    const args of [[long], ["suite", long], ["suite", "barriers", `--${long}`], ["suite", "barriers", "--filter", long]]
  ) {
    const { code, err } = await run(args);
    assertEquals([code, err.length < 3000, err.trimEnd().split("\n").length], [2, true, 1], err.slice(0, 500));
  }
});
