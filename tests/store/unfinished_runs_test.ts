import { assertEquals } from "@std/assert";
import { createRunStore } from "../../src/store/run_store.ts";
import { findUnfinishedRuns } from "../../src/store/unfinished_runs.ts";
import { inResults, somePlan } from "./fixtures.ts";

Deno.test("findUnfinishedRuns() finds none where there is no results folder", async () => {
  assertEquals(await findUnfinishedRuns("nowhere/at/all"), []);
});

Deno.test("findUnfinishedRuns() lists what can be resumed, the newest first, of one suite where asked", () =>
  inResults(async (resultsDir) => {
    const endings = { "20260101-a": "interrupted", "20260102-b": "finished", "20260103-c": "failed" } as const;
    for (const [id, status] of Object.entries(endings)) {
      await (await createRunStore(resultsDir, somePlan({ id }))).finish(status);
    }
    (await createRunStore(resultsDir, somePlan({ id: "20260104-d", suite: "heights" })))[Symbol.dispose]();
    const ids = async (suite?: string) => (await findUnfinishedRuns(resultsDir, suite)).map(({ runId }) => runId);
    assertEquals(await ids(), ["20260104-d", "20260103-c", "20260101-a"]);
    assertEquals(await ids("barriers"), ["20260103-c", "20260101-a"]);
    assertEquals(await ids("noise"), []);
  }));

Deno.test("findUnfinishedRuns() sees a run that this process has open as held", () =>
  inResults(async (resultsDir) => {
    using store = await createRunStore(resultsDir, somePlan());
    const [found] = await findUnfinishedRuns(resultsDir, "barriers");
    assertEquals(found, { runId: store.plan.id, path: store.path, held: true });
    assertEquals(await findUnfinishedRuns(resultsDir, "heights"), []);
  }));
