import { assert, assertEquals, assertMatch } from "@std/assert";
import { storePath } from "../../src/store/paths.ts";
import { isFile, openStoreFile } from "../../src/store/store_file.ts";
import { inResults } from "../store/fixtures.ts";
import { makeRun } from "../store/many_runs.ts";
import { run } from "./command_line.ts";

/** Takes a field out of what the store has of a run's plan. */
async function forget(results: string, runId: string, field: string): Promise<void> {
  using store = await openStoreFile(storePath(results), { access: "write" });
  const [row] = await store.query("SELECT config FROM runs WHERE run_id = $runId", { runId });
  const { [field]: _, ...config } = JSON.parse(String(row?.config));
  await store.connection.run("UPDATE runs SET config = $config WHERE run_id = $runId", {
    runId,
    config: JSON.stringify(config),
  });
}

Deno.test("report --all renders the others where a run cannot be, and says which and why", () =>
  inResults(async (results) => {
    for (const id of ["first", "second", "third"]) await makeRun(results, id, 5);
    await forget(results, "second", "measures");
    const { code, out, err } = await run(["report", "--all", "--results", results]);
    assertEquals(code, 1, err);
    assertMatch(err, /^No page of second:\nTypeError: /);
    assert(err.endsWith("1 of 3 runs could not be rendered\n"), err);
    assertEquals(out.match(/^(Page|Site) /gm), ["Page ", "Page ", "Site "]);
    const pages = ["first", "second", "third"].map((id) => isFile(`${results}/site/runs/${id}.html`));
    assertEquals(await Promise.all(pages), [true, false, true]);
    assertEquals((await run(["report", "second", "--results", results])).code, 1);
    const unknown = await run(["report", "--all", "--suite", "barrier", "--results", results]);
    assertEquals([unknown.code, unknown.out], [2, ""]);
    assertMatch(
      unknown.err,
      /^Cannot render pages as \S+ must hold a run of barrier: it holds none: did you mean barriers\?\n$/,
    );
  }));

Deno.test("report renders a run that did not say why its engine", () =>
  inResults(async (results) => {
    await makeRun(results, "first", 5);
    await forget(results, "first", "engineReason");
    const { code, err } = await run(["report", "--results", results]);
    assertEquals(code, 0, err);
    const page = await Deno.readTextFile(`${results}/site/runs/first.html`);
    assertMatch(page, /why this engine<\/dt>\s*<dd>not recorded/);
  }));
