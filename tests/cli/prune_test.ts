import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { isFile } from "../../src/store/store_file.ts";
import { inResults } from "../store/fixtures.ts";
import { makeRun } from "../store/many_runs.ts";
import { run } from "./command_line.ts";

Deno.test("prune removes what it is told to, pages and checkpoints too, and says what stays", () =>
  inResults(async (results) => {
    const inFolder = ["--results", results];
    for (const id of ["first", "second", "third"]) await makeRun(results, id, 20);
    const baselines = [{ name: "release", run: "first", named: "2026-11-21T12:00:00.000Z" }];
    await Deno.writeTextFile(`${results}/baselines.json`, JSON.stringify({ version: 1, baselines }));
    const rendered = await run(["report", "--all", ...inFolder]);
    assertEquals(rendered.code, 0, rendered.err);
    await Deno.mkdir(`${results}/checkpoints/second`, { recursive: true });
    await Deno.writeTextFile(`${results}/checkpoints/second/a.checkpoint`, "x");

    const none = await run(["prune", ...inFolder]);
    assertEquals(none.code, 2);
    assertStringIncludes(none.err, "give --keep, --older-than, --failed or --run");
    const unknown = await run(["prune", "--run", "secnd", ...inFolder]);
    assertStringIncludes(unknown.err, "there is none: did you mean second?");

    const asked = ["prune", "--run", "first,second", "--json", ...inFolder];
    const dry = JSON.parse((await run([...asked, "--dry-run"])).out);
    assertEquals(dry.runs.map(({ id }: { id: string }) => id), ["second"]);
    assert(dry.runs[0].bytes > 0 && dry.runs[0].bytesInStore > 0);
    assert(await isFile(`${results}/runs/second.duckdb`));

    const { code, out, err } = await run(asked);
    assertEquals(code, 0, err);
    const pruned = JSON.parse(out);
    assertEquals(pruned.runs, dry.runs);
    assertEquals(pruned.spared, [{ id: "first", reason: "baseline release names it: --force removes it too" }]);
    assertEquals(
      (await run(["sql", "SELECT run_id FROM runs ORDER BY 1", "--csv", ...inFolder])).out,
      "run_id\nfirst\nthird\n",
    );
    for (const gone of ["runs/second.duckdb", "site/runs/second.html", "checkpoints/second/a.checkpoint"]) {
      assertEquals(await isFile(`${results}/${gone}`), false, gone);
    }
    assert(!(await Deno.readTextFile(`${results}/site/index.html`)).includes("runs/second.html"));
    assert((await Deno.readTextFile(`${results}/site/index.html`)).includes("runs/third.html"));

    // The latest goes: its suite's page shows the one that is left.
    assertEquals((await run(["prune", "--run", "third", ...inFolder])).code, 0);
    assertStringIncludes(await Deno.readTextFile(`${results}/site/barriers.html`), "first");
    const last = await run(["prune", "--run", "first", "--force", ...inFolder]);
    assertEquals(last.code, 0, last.err);
    assertStringIncludes(last.out, "Removed 1 run:");
    assertEquals(await isFile(`${results}/site/barriers.html`), false);
    assertStringIncludes((await run(["prune", "--keep", "1", ...inFolder])).out, "Nothing to remove");
  }));
