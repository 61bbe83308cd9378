import { assert, assertEquals } from "@std/assert";
import { listAllRuns } from "../../src/store/all_runs.ts";
import { mergeAll } from "../../src/store/merge.ts";
import { runPath, storePath } from "../../src/store/paths.ts";
import { removeRuns } from "../../src/store/remove_runs.ts";
import { createRunStore } from "../../src/store/run_store.ts";
import { shrinkStore } from "../../src/store/shrink_store.ts";
import { isFile, openStoreFile } from "../../src/store/store_file.ts";
import { spawnChild } from "./child.ts";
import { inResults, somePlan } from "./fixtures.ts";
import { makeRun, readFingerprints } from "./many_runs.ts";

Deno.test("removeRuns() removes rows, file and what else is known of a run, and nothing of the others", () =>
  inResults(async (resultsDir) => {
    for (const id of ["one", "two", "three"]) await makeRun(resultsDir, id, 10);
    const before = await readFingerprints(resultsDir);
    const told: string[] = [];
    const tell = (id: string) => Promise.resolve(told.push(id)).then(() => {});
    assertEquals(await removeRuns(resultsDir, ["two"], tell), { removed: ["two"], busy: [] });
    assertEquals(told, ["two"]);
    before.delete("two");
    assertEquals(await readFingerprints(resultsDir), before);
    assertEquals(await isFile(runPath(resultsDir, "two")), false);
    assertEquals(await mergeAll(resultsDir), []);
    assertEquals((await listAllRuns(resultsDir)).map(({ id }) => id).sort(), ["one", "three"]);
  }));

Deno.test("removeRuns() removes a run that only the store has, and one that has only a file", () =>
  inResults(async (resultsDir) => {
    await makeRun(resultsDir, "stored", 3);
    await Deno.remove(runPath(resultsDir, "stored"));
    (await createRunStore(resultsDir, somePlan({ id: "alone" })))[Symbol.dispose]();
    assertEquals((await removeRuns(resultsDir, ["stored", "alone"])).removed, ["stored", "alone"]);
    assertEquals(await listAllRuns(resultsDir), []);
  }));

Deno.test("removeRuns() leaves all of a run on which a process is at work", () =>
  inResults(async (resultsDir) => {
    await makeRun(resultsDir, "other", 3);
    const child = spawnChild("appending_child.ts", resultsDir);
    const lines = child.stdout.pipeThrough(new TextDecoderStream());
    for await (const _line of lines.values({ preventCancel: true })) break;
    const { id } = somePlan();
    assertEquals((await listAllRuns(resultsDir)).find((run) => run.id === id)?.held, true);
    const unwanted = () => Promise.reject(new Error("must not be asked"));
    assertEquals(await removeRuns(resultsDir, [id], unwanted), { removed: [], busy: [id] });
    child.kill("SIGKILL");
    await child.status;
    await lines.cancel();
    assertEquals((await mergeAll(resultsDir)).includes(id), true);
  }));

Deno.test("listAllRuns() says how much of the store a run has, and who took its rows", () =>
  inResults(async (resultsDir) => {
    await makeRun(resultsDir, "small", 10);
    await makeRun(resultsDir, "large", 30);
    {
      using store = await openStoreFile(storePath(resultsDir), { access: "write" });
      await store.connection.run("UPDATE cases SET taken_from = 'large' WHERE run_id = 'small'");
    }
    const all = await listAllRuns(resultsDir);
    assertEquals(all.map(({ id, shareOfStore, takers }) => [id, shareOfStore, takers]), [
      ["small", 0.25, []],
      ["large", 0.75, ["small"]],
    ]);
  }));

// From the first line of the process on. On a busy machine they fall elsewhere in its work, which must not matter.
for (const delay of [0, 20, 60, 120, 200, 300, 450, 700]) {
  Deno.test(`removeRuns() and shrinkStore() lose nothing that stays when their process is killed after ${delay} ms`, () =>
    inResults(async (resultsDir) => {
      const gone = ["a", "b", "c"];
      for (const id of [...gone, "kept", "also"]) await makeRun(resultsDir, id, 500);
      const before = await readFingerprints(resultsDir);
      const child = spawnChild("pruning_child.ts", resultsDir, ...gone);
      const lines = child.stdout.pipeThrough(new TextDecoderStream());
      for await (const line of lines.values({ preventCancel: true })) if (line.includes("begins")) break;
      await new Promise((resolve) => setTimeout(resolve, delay));
      try {
        child.kill("SIGKILL");
      } catch (error) {
        // It was faster.
        if (!(error instanceof TypeError)) throw error;
      }
      await child.status;
      await lines.cancel();
      const after = await readFingerprints(resultsDir);
      for (const id of ["kept", "also"]) assertEquals(after.get(id), before.get(id));
      for (const id of gone) assert(!after.has(id) || after.get(id) === before.get(id), `half of ${id} is left`);
      // What is left is found, and goes when it is asked for again.
      const left = (await listAllRuns(resultsDir)).map(({ id }) => id).filter((id) => gone.includes(id));
      await removeRuns(resultsDir, left);
      assertEquals(await shrinkStore(resultsDir), true);
      await mergeAll(resultsDir);
      const last = await readFingerprints(resultsDir);
      assertEquals([...last].sort(), [...before].filter(([id]) => !gone.includes(id)).sort());
      assertEquals(await isFile(`${storePath(resultsDir)}.wal`), false);
    }));
}
