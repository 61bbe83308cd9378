import { assert, assertEquals } from "@std/assert";
import { mergeAll } from "../../src/store/merge.ts";
import { openStore } from "../../src/store/reader.ts";
import { reopenRunStore } from "../../src/store/run_store.ts";
import { findUnfinishedRuns } from "../../src/store/unfinished_runs.ts";
import { spawnChild } from "./child.ts";
import { inResults, somePlan, stepRows } from "./fixtures.ts";

const { id } = somePlan();

/** Lets a process append until it has acknowledged `steps` steps, kills it, and gives how many it acknowledged in the end. */
async function killAfter(resultsDir: string, steps: number, meanwhile?: () => Promise<void>): Promise<number> {
  const child = spawnChild("appending_child.ts", resultsDir);
  let printed = "";
  let killed = false;
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    printed += text;
    if (killed || printed.split("\n").length <= steps) continue;
    killed = true;
    await meanwhile?.();
    child.kill("SIGKILL");
  }
  assertEquals((await child.status).signal, "SIGKILL");
  return printed.split("\n").length - 1;
}

for (const steps of [1, 7, 40]) {
  Deno.test(`append() has stored what it acknowledged when its process is killed, after ${steps} steps`, () =>
    inResults(async (resultsDir) => {
      const acknowledged = await killAfter(resultsDir, steps);
      using store = await reopenRunStore(resultsDir, id);
      const found = (await store.query("SELECT step FROM steps ORDER BY step")).map((row) => Number(row.step));
      // The last step may be stored and its acknowledgement not printed; it is whole then.
      assert(found.length === acknowledged || found.length === acknowledged + 1, `${found.length} of ${acknowledged}`);
      assertEquals(found, found.map((_, index) => index));
      assertEquals(await store.query("SELECT count(*) AS points FROM segments"), [{ points: 2 * found.length }]);
      await store.append("a", stepRows(found.length));
      assertEquals(await store.query("SELECT max(step) AS last FROM steps"), [{ last: found.length }]);
    }));
}

Deno.test("findUnfinishedRuns() tells a run that a process works on from one whose process died", () =>
  inResults(async (resultsDir) => {
    const path = `${resultsDir}/runs/${id}.duckdb`;
    await killAfter(resultsDir, 2, async () => {
      assertEquals(await findUnfinishedRuns(resultsDir), [{ runId: id, path, held: true }]);
      assertEquals(await mergeAll(resultsDir), []);
    });
    const { cases: _cases, ...run } = somePlan();
    assertEquals(await findUnfinishedRuns(resultsDir), [
      { runId: id, path, held: false, run: { ...run, status: "running" } },
    ]);
  }));

Deno.test("mergeAll() merges the run of a process that died as interrupted", () =>
  inResults(async (resultsDir) => {
    const acknowledged = await killAfter(resultsDir, 3);
    assertEquals(await mergeAll(resultsDir), [id]);
    using store = await openStore(resultsDir);
    assertEquals((await store.runs()).map(({ status }) => status), ["interrupted"]);
    const [row] = await store.query("SELECT count(*) AS steps FROM steps");
    assert(Number(row?.steps) >= acknowledged, `${row?.steps} of ${acknowledged}`);
  }));
