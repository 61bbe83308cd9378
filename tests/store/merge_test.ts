import { assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { UserError } from "../../src/spec/user_error.ts";
import { mergeAll, mergeFile, mergeRun } from "../../src/store/merge.ts";
import { openStore } from "../../src/store/reader.ts";
import { createRunStore, reopenRunStore } from "../../src/store/run_store.ts";
import { openStoreFile } from "../../src/store/store_file.ts";
import { spawnChild } from "./child.ts";
import { beforeVersion9 } from "./before_version_9.ts";
import { inResults, somePlan, stepRows } from "./fixtures.ts";

async function finishedRun(resultsDir: string, id: string, steps = 1): Promise<void> {
  const store = await createRunStore(resultsDir, somePlan({ id }));
  for (let step = 0; step < steps; step++) await store.append("a", stepRows(step));
  await store.finish("finished");
}

/** Run and steps of all that the store holds. */
async function stored(resultsDir: string): Promise<unknown[]> {
  using store = await openStore(resultsDir);
  return await store.query(
    "SELECT run_id, count(step) AS steps FROM runs LEFT JOIN steps USING (run_id) GROUP BY ALL ORDER BY ALL",
  );
}

Deno.test("mergeRun() twice is merging once", () =>
  inResults(async (resultsDir) => {
    await finishedRun(resultsDir, "one", 3);
    await finishedRun(resultsDir, "two", 2);
    await mergeRun(resultsDir, "one");
    assertEquals(await stored(resultsDir), [{ run_id: "one", steps: 3 }, { run_id: "two", steps: 2 }]);
    using store = await openStore(resultsDir);
    assertEquals(await store.query("SELECT count(*) AS n FROM cases WHERE run_id = 'one'"), [{ n: 2 }]);
    assertEquals(await store.query("SELECT count(*) AS n FROM deviations WHERE run_id = 'one'"), [{ n: 1 }]);
    assertEquals(await store.query("SELECT kind FROM events WHERE run_id = 'one' ORDER BY rowid"), [
      { kind: "begun" },
      { kind: "finished" },
    ]);
  }));

Deno.test("finish() of a resumed run replaces what the store had of it", () =>
  inResults(async (resultsDir) => {
    const first = await createRunStore(resultsDir, somePlan());
    await first.append("a", stepRows(0));
    await first.append("a", stepRows(1));
    await first.finish("interrupted");
    const second = await reopenRunStore(resultsDir, somePlan().id);
    await second.rewind("a", 1);
    await second.append("a", stepRows(1));
    await second.append("a", stepRows(2));
    await second.finish("finished");
    assertEquals(await stored(resultsDir), [{ run_id: somePlan().id, steps: 3 }]);
    using store = await openStore(resultsDir);
    assertEquals((await store.runs()).map(({ status }) => status), ["finished"]);
  }));

Deno.test("finish() in processes side by side loses no row", () =>
  inResults(async (resultsDir) => {
    const ids = ["one", "three", "two"];
    const children = ids.map((id) => spawnChild("running_child.ts", resultsDir, id));
    for (const child of children) {
      const { success } = await child.output();
      assertEquals(success, true);
    }
    assertEquals(await stored(resultsDir), ids.map((run_id) => ({ run_id, steps: 5 })));
  }));

Deno.test("mergeRun() where the store is held says where the rows are and how to merge them", () =>
  inResults(async (resultsDir) => {
    await finishedRun(resultsDir, "one", 2);
    const path = `${resultsDir}/runs/one.duckdb`;
    {
      using _reader = await openStore(resultsDir);
      const error = await assertRejects(() => mergeRun(resultsDir, "one", { patienceSeconds: 0.1 }), UserError, path);
      assertStringIncludes(error.message, "deno task merge");
    }
    await mergeRun(resultsDir, "one");
    assertEquals(await stored(resultsDir), [{ run_id: "one", steps: 2 }]);
  }));

Deno.test("mergeRun() waits for a store that is held for a while", () =>
  inResults(async (resultsDir) => {
    await finishedRun(resultsDir, "one");
    const reader = await openStore(resultsDir);
    const merged = mergeRun(resultsDir, "one");
    await new Promise((resolve) => setTimeout(resolve, 50));
    reader[Symbol.dispose]();
    await merged;
  }));

Deno.test("mergeAll() makes the store anew from the runs' files, and then has nothing to do", () =>
  inResults(async (resultsDir) => {
    await finishedRun(resultsDir, "one", 2);
    await finishedRun(resultsDir, "two", 1);
    await Deno.remove(`${resultsDir}/walk.duckdb`);
    assertEquals(await mergeAll(resultsDir), ["two", "one"]);
    assertEquals(await stored(resultsDir), [{ run_id: "one", steps: 2 }, { run_id: "two", steps: 1 }]);
    assertEquals(await mergeAll(resultsDir), []);
  }));

Deno.test("mergeFile() brings in a run's file from elsewhere, whatever its name", () =>
  inResults(async (elsewhere) => {
    await finishedRun(elsewhere, "cluster", 4);
    await inResults(async (resultsDir) => {
      await finishedRun(resultsDir, "here");
      const copy = `${resultsDir}/it's a node's file.duckdb`;
      await Deno.copyFile(`${elsewhere}/runs/cluster.duckdb`, copy);
      await mergeFile(resultsDir, copy);
      assertEquals(await stored(resultsDir), [{ run_id: "cluster", steps: 4 }, { run_id: "here", steps: 1 }]);
    });
  }));

/** A file that somebody made, from a finished run's. */
async function strangersFile(folder: string, id: string, sql: string): Promise<string> {
  const path = `${folder}/strangers.duckdb`;
  await inResults(async (elsewhere) => {
    await finishedRun(elsewhere, id, 2);
    using file = await openStoreFile(`${elsewhere}/runs/${id}.duckdb`, { access: "write" });
    await file.connection.run(`${sql}; CHECKPOINT`);
    await Deno.copyFile(file.path, path);
  });
  return path;
}

Deno.test("mergeFile() refuses a file that it cannot trust, in one line, and changes nothing", () =>
  inResults(async (resultsDir) => {
    await finishedRun(resultsDir, "here", 1);
    const store = `${resultsDir}/walk.duckdb`;
    const before = await Deno.readFile(store);
    const altered: [id: string, sql: string, reason: string][] = [
      ["there", "UPDATE runs SET run_id = '..'", "runs.run_id must be an id"],
      ["there", "INSERT INTO steps (run_id, case_id, step) VALUES ('here', 'a', 9)", "must be a whole number from 0"],
      ["there", "UPDATE steps SET run_id = 'here'", "steps has rows of here, which the file does not hold"],
      ["here", "SELECT 1", "what the store has of run here must stay"],
      ["there", "DROP TABLE events", "it has no table events"],
      [
        "there",
        "ALTER TABLE schema_version ALTER COLUMN version TYPE VARCHAR; UPDATE schema_version SET version = 'x'",
        "BIGINT",
      ],
      ["there", "CREATE MACRO now() AS 1", "a function of its own"],
    ];
    for (const [id, sql, reason] of altered) {
      const path = await strangersFile(resultsDir, id, sql);
      const { message } = await assertRejects(() => mergeFile(resultsDir, path), UserError, reason);
      assertMatch(message, new RegExp(`^Cannot merge ${path} as [^\n]+$`), sql);
      assertEquals(await Deno.readFile(store), before, sql);
    }
    const sqlite = `${resultsDir}/lite.duckdb`;
    await Deno.writeTextFile(sqlite, `SQLite format 3\0${"\0".repeat(4096)}`);
    await assertRejects(() => mergeFile(resultsDir, sqlite), UserError, sqlite);
    assertEquals(await Deno.readFile(store), before);
  }));

Deno.test("mergeFile() of a file from elsewhere goes on with a run that has not finished here, and twice is once", () =>
  inResults(async (resultsDir) => {
    const store = await createRunStore(resultsDir, somePlan({ id: "run" }));
    await store.append("a", stepRows(0));
    await store.finish("interrupted");
    await inResults(async (elsewhere) => {
      await Deno.mkdir(`${elsewhere}/runs`);
      await Deno.copyFile(store.path, `${elsewhere}/runs/run.duckdb`);
      const there = await reopenRunStore(elsewhere, "run");
      await there.append("a", stepRows(1));
      await there.finish("finished");
      for (let time = 0; time < 2; time++) await mergeFile(resultsDir, there.path);
      assertEquals(await stored(resultsDir), [{ run_id: "run", steps: 2 }]);
    });
  }));

Deno.test("mergeFile() of an older file from elsewhere leaves that as it is", () =>
  inResults(async (resultsDir) => {
    const path = await strangersFile(
      resultsDir,
      "old",
      `${beforeVersion9} DROP TABLE benches; DROP TABLE bench_results; UPDATE schema_version SET version = 7`,
    );
    const before = await Deno.readFile(path);
    await mergeFile(resultsDir, path);
    assertEquals(await stored(resultsDir), [{ run_id: "old", steps: 2 }]);
    assertEquals(await Deno.readFile(path), before);
    const names = (await Array.fromAsync(Deno.readDir(resultsDir))).map(({ name }) => name).sort();
    assertEquals(names, ["strangers.duckdb", "walk.duckdb"]);
  }));

Deno.test("mergeFile() names a file that is not there or not a run's", () =>
  inResults(async (resultsDir) => {
    await assertRejects(() => mergeFile(resultsDir, `${resultsDir}/none.duckdb`), UserError, "none.duckdb");
    await Deno.writeTextFile(`${resultsDir}/text.duckdb`, "hello");
    await assertRejects(() => mergeFile(resultsDir, `${resultsDir}/text.duckdb`), UserError, "text.duckdb");
  }));
