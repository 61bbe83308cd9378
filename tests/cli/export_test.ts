import { assertEquals, assertStringIncludes } from "@std/assert";
import { inResults } from "../store/fixtures.ts";
import { makeRun } from "../store/many_runs.ts";
import { run } from "./command_line.ts";

Deno.test("export writes all tables of runs, or what is named of the runs that are chosen", () =>
  inResults(async (results) => {
    for (const id of ["first", "second"]) await makeRun(results, id, 5);
    const inFolder = ["--results", results];
    const names = async (folder: string) =>
      (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();

    const all = await run(["export", ...inFolder]);
    assertEquals(all.code, 0, all.err);
    assertStringIncludes(all.out, "steps.parquet");
    assertEquals((await names(`${results}/export`)).length, 9);
    const again = await run(["export", ...inFolder]);
    assertEquals(again.code, 2);
    assertStringIncludes(again.err, "--force replaces it");

    const to = `${results}/figures`;
    const chosen = ["segments", "counted=SELECT run_id, count(*) AS steps FROM steps GROUP BY ALL", "--to", to];
    const { code, out, err } = await run([
      "export",
      ...chosen,
      "--run",
      "first",
      "--format",
      "csv",
      "--json",
      ...inFolder,
    ]);
    assertEquals(code, 0, err);
    const { files, runs } = JSON.parse(out);
    assertEquals(runs, ["first"]);
    assertEquals(files.map(({ rows }: { rows: number }) => rows), [15, 1]);
    assertEquals(await Deno.readTextFile(`${to}/counted.csv`), "run_id,steps\nfirst,5\n");

    for (
      const [args, message] of [
        [["step"], "did you mean steps?"],
        [["steps", "steps"], "Cannot export steps twice"],
        [["--suite", "bariers"], "did you mean barriers?"],
        [["--run", "first", "--latest"], "--run names the runs alone"],
        [["--format", "xml"], "it must be one of csv, parquet, json"],
        [["counted=SELECT 1 AS one", "--latest", "--force"], "must have a column run_id: it has one"],
      ] as const
    ) {
      const refused = await run(["export", ...args, ...inFolder]);
      assertEquals(refused.code, 2, refused.err);
      assertStringIncludes(refused.err, message);
    }
  }));
