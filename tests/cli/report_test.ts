import { assertEquals, assertMatch } from "@std/assert";
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

Deno.test("report --all renders every run, and names one whose rows cannot be read in one line", () =>
  inResults(async (results) => {
    for (const id of ["first", "second", "third"]) await makeRun(results, id, 5);
    const { code, out, err } = await run(["report", "--all", "--results", results]);
    assertEquals(code, 0, err);
    assertEquals(out.match(/^(Page|Site) /gm), ["Page ", "Page ", "Page ", "Site "]);
    const unknown = await run(["report", "--all", "--suite", "barrier", "--results", results]);
    assertEquals([unknown.code, unknown.out], [2, ""]);
    assertMatch(
      unknown.err,
      /^Cannot render pages as \S+ must hold a run of barrier: it holds none: did you mean barriers\?\n$/,
    );
    await forget(results, "second", "measures");
    const altered = await run(["report", "--all", "--results", results]);
    assertEquals([altered.code, altered.out], [2, ""]);
    assertMatch(altered.err, /^Cannot read run second as its rows must be such as this program writes: [^\n]+\n$/);
    const pages = ["first", "second", "third"].map((id) => isFile(`${results}/site/runs/${id}.html`));
    assertEquals(await Promise.all(pages), [true, true, true]);
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
