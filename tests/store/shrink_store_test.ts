import { DuckDBInstance } from "@duckdb/node-api";
import { assert, assertEquals } from "@std/assert";
import { storePath } from "../../src/store/paths.ts";
import { openStore } from "../../src/store/reader.ts";
import { removeRuns } from "../../src/store/remove_runs.ts";
import { shrinkStore } from "../../src/store/shrink_store.ts";
import { spawnChild } from "./child.ts";
import { inResults } from "./fixtures.ts";
import { querySql } from "./query_sql.ts";
import { makeRun, readFingerprints } from "./many_runs.ts";

const size = async (resultsDir: string) => (await Deno.stat(storePath(resultsDir))).size;

Deno.test("shrinkStore() gives the space of removed rows back and keeps all others, with views and comments", () =>
  inResults(async (resultsDir) => {
    await makeRun(resultsDir, "kept", 100);
    const alone = await size(resultsDir);
    await makeRun(resultsDir, "large", 60_000);
    const before = await readFingerprints(resultsDir);
    const comments = "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal ORDER BY ALL";
    const described = await querySql(resultsDir, comments);
    const both = await size(resultsDir);
    await removeRuns(resultsDir, ["large"]);
    assert(await shrinkStore(resultsDir));
    assert(both > 2 * alone, `${both} bytes with the large run, ${alone} without`);
    // DuckDB rounds to blocks of 256 kB; a file that is made anew has no more of them than the first had.
    assert(await size(resultsDir) <= alone, `${await size(resultsDir)} bytes, ${alone} before the large run`);
    before.delete("large");
    assertEquals(await readFingerprints(resultsDir), before);
    assertEquals(await querySql(resultsDir, comments), described);
    using store = await openStore(resultsDir);
    assertEquals((await store.query("SELECT run_id FROM latest_runs")).length, 1);
    const names = (await Array.fromAsync(Deno.readDir(resultsDir))).map(({ name }) => name).sort();
    assertEquals(names, ["runs", "walk.duckdb"]);
  }));

Deno.test("shrinkStore() leaves a store in which the user has tables", () =>
  inResults(async (resultsDir) => {
    await makeRun(resultsDir, "kept", 3);
    const instance = await DuckDBInstance.create(storePath(resultsDir));
    const connection = await instance.connect();
    await connection.run("CREATE TABLE notes AS SELECT 'mine' AS note");
    connection.closeSync();
    instance.closeSync();
    assertEquals(await shrinkStore(resultsDir), false);
    assertEquals((await querySql(resultsDir, "FROM notes")).rows, [["mine"]]);
  }));

Deno.test("shrinkStore() while other processes merge their runs loses none of them", () =>
  inResults(async (resultsDir) => {
    await makeRun(resultsDir, "large", 5000);
    const ids = ["p", "q", "r"];
    const children = ids.map((id) => spawnChild("running_child.ts", resultsDir, id));
    const ends = Promise.all(children.map((child) => child.output()));
    let ended = false;
    ends.then(() => ended = true, () => ended = true);
    while (!ended) await shrinkStore(resultsDir);
    assertEquals((await ends).map(({ code }) => code), [0, 0, 0]);
    assertEquals([...(await readFingerprints(resultsDir)).keys()].sort(), ["large", ...ids]);
  }));
