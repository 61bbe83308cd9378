import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { UserError } from "../../src/spec/user_error.ts";
import { answerSql, openStore } from "../../src/store/reader.ts";
import { createRunStore } from "../../src/store/run_store.ts";
import { inResults, somePlan, stepRows } from "./fixtures.ts";
import { querySql } from "./query_sql.ts";
import { attemptEach } from "./refused_sql.ts";

/** Makes a store of one run with two steps. */
function withStore(work: (resultsDir: string) => Promise<void>): Promise<void> {
  return inResults(async (resultsDir) => {
    using store = await createRunStore(resultsDir, somePlan());
    await store.append("a", stepRows(0, { batchLoss: 0.5 }));
    await store.append("a", stepRows(1, { batchLoss: NaN }));
    await store.finish("finished");
    await work(resultsDir);
  });
}

Deno.test("openStore() without a store says to run a suite first", () =>
  inResults(async (resultsDir) => {
    await assertRejects(() => openStore(resultsDir), UserError, "run a suite first");
    assertEquals(await Array.fromAsync(Deno.readDir(resultsDir)), []);
  }));

Deno.test("openStore() twice at once: closing one leaves the other open", () =>
  withStore(async (resultsDir) => {
    using first = await openStore(resultsDir);
    (await openStore(resultsDir))[Symbol.dispose]();
    assertEquals((await first.runs()).length, 1);
  }));

Deno.test("querying one store many times at once is as one after the other", () =>
  inResults(async (resultsDir) => {
    await (await createRunStore(resultsDir, somePlan())).finish("finished");
    const answers = Array.from({ length: 6 }, () => querySql(resultsDir, "SELECT count(*) FROM runs"));
    assertEquals((await Promise.all(answers)).map(({ rows }) => rows), Array(6).fill([[1]]));
  }));

Deno.test("runs() lists the latest first, and latest_runs has one a suite", () =>
  withStore(async (resultsDir) => {
    const later = somePlan({ id: "later", started: "2026-11-22T00:00:00.000Z" });
    await (await createRunStore(resultsDir, later)).finish("finished");
    const failed = somePlan({ id: "last", started: "2026-11-23T00:00:00.000Z" });
    await (await createRunStore(resultsDir, failed)).finish("failed", "no memory");
    using store = await openStore(resultsDir);
    const runs = await store.runs();
    assertEquals(runs.map(({ id }) => id), ["last", "later", somePlan().id]);
    assertEquals([runs[0]?.error, runs[1]?.error], ["no memory", undefined]);
    assertEquals(await store.query("SELECT run_id FROM latest_runs"), [{ run_id: "later" }]);
  }));

Deno.test("query() takes named parameters and gives whole numbers as numbers, times as ISO 8601", () =>
  withStore(async (resultsDir) => {
    using store = await openStore(resultsDir);
    const rows = await store.query(
      "SELECT count(*) AS n, sum(step) AS total, $run AS run, [step] AS list, started FROM steps, runs WHERE step = $step GROUP BY ALL",
      { run: "r", step: 1 },
    );
    assertEquals(rows, [{ n: 1, total: 1, run: "r", list: [1], started: somePlan().started }]);
    assertEquals(await store.query("SELECT 9007199254740993 AS exact"), [{ exact: "9007199254740993" }]);
  }));

Deno.test("answerSql() gives names, types and rows, two columns of one name apart", () =>
  withStore(async (resultsDir) => {
    const sql = "-- in order\nSELECT step, batch_loss, 'x' AS step FROM steps ORDER BY 1;";
    using answer = await answerSql(resultsDir, sql);
    assertEquals(answer.columns, [
      { name: "step", type: "BIGINT" },
      { name: "batch_loss", type: "DOUBLE" },
      { name: "step", type: "VARCHAR" },
    ]);
    assertEquals(await Array.fromAsync(answer.rows), [[[0, 0.5, "x"], [1, NaN, "x"]]]);
  }));

Deno.test("answerSql() takes all that DuckDB calls reading, also several columns from values", () =>
  withStore(async (resultsDir) => {
    for (
      const sql of [
        "SHOW TABLES",
        "DESCRIBE steps",
        "SUMMARIZE runs",
        "EXPLAIN ANALYZE FROM runs",
        "FROM query('FROM runs')",
        "SELECT ';' -- ;",
      ]
    ) assert((await querySql(resultsDir, sql)).rows.length > 0, sql);
    const pivot = "PIVOT (SELECT step, ';' AS mark FROM steps) ON step USING count(*)";
    assertEquals((await querySql(resultsDir, pivot)).rows, [[";", 1, 1]]);
  }));

Deno.test("answerSql() hands on rows as they are made", () =>
  withStore(async (resultsDir) => {
    using answer = await answerSql(resultsDir, "SELECT range FROM range(1000000000000)");
    for await (const rows of answer.rows) {
      assertEquals(rows[1], [1]);
      break;
    }
  }));

Deno.test("answerSql() calls wrong SQL the user's mistake, with DuckDB's reason", () =>
  withStore(async (resultsDir) => {
    await assertRejects(() => querySql(resultsDir, "SELECT stop FROM steps"), UserError, "stop");
    // Not a damaged file, though DuckDB speaks of those in such words.
    for (
      const sql of ["SELECT checksum FROM steps", "SELECT error('metadata') FROM steps", "SELECT 'Corrupt'::INTEGER"]
    ) {
      await assertRejects(() => querySql(resultsDir, sql), UserError, "must be SQL that only reads");
    }
    const late =
      "SELECT CASE WHEN range = 500000 THEN error('Could not read enough bytes') ELSE 'x' END FROM range(1000000)";
    await assertRejects(() => querySql(resultsDir, late), UserError, "Could not read enough bytes");
  }));

const forbidden = [
  "INSERT INTO runs (run_id) VALUES ('forged')",
  "DROP TABLE steps",
  "CREATE TABLE more AS SELECT 1",
  "SELECT 1; DELETE FROM steps",
  "SELECT * FROM read_text('SECRET')",
  "SELECT * FROM read_csv('SECRET')",
  "FROM 'SECRET'",
  "SELECT * FROM glob('FOLDER/*')",
  "COPY steps TO 'FOLDER/out.csv'",
  "COPY (SELECT 'x') TO 'FOLDER/walk.duckdb' (FORMAT csv, USE_TMP_FILE false)",
  "COPY (SELECT 'x') TO 'FOLDER/walk.duckdb.wal' (FORMAT csv, USE_TMP_FILE false)",
  "EXPLAIN ANALYZE COPY (SELECT 'x') TO 'FOLDER/walk.duckdb' (FORMAT csv, USE_TMP_FILE false)",
  "/**/ EXPLAIN (ANALYZE) COPY (SELECT 'x') TO 'FOLDER/walk.duckdb.tmp/x' (FORMAT csv, USE_TMP_FILE false)",
  "EXPLAIN CREATE TEMP TABLE more AS SELECT 1",
  "CREATE TEMP TABLE more AS SELECT 1",
  "CREATE TEMP TABLE more AS SELECT 1; FROM more",
  "PREPARE more AS SELECT 1",
  "BEGIN TRANSACTION",
  "SET VARIABLE more = 1",
  "-- nothing",
  "",
  "SELECT ';'; SELECT 2;",
  "EXPORT DATABASE 'FOLDER/out'",
  "ATTACH 'FOLDER/out.duckdb'",
  "ATTACH 'FOLDER/walk.duckdb' AS again (READ_WRITE)",
  "SET enable_external_access = true",
  "SET lock_configuration = false",
  "RESET lock_configuration",
  "SET temp_directory = 'FOLDER/out'",
  "INSTALL httpfs",
  "LOAD 'FOLDER/out.duckdb_extension'",
  "PRAGMA enable_profiling = 'json'; PRAGMA profiling_output = 'FOLDER/out'; SELECT 1",
  "SELECT getenv('HOME')",
  "FROM query('FROM enable_' || 'logging(''QueryLog'', storage = ''file'', storage_config = {''path'': ''FOLDER/out''})')",
  "CALL enable_logging('QueryLog', storage = 'file', storage_config = {'path': 'FOLDER/out'}); SELECT 1",
];

Deno.test("answerSql() reads the store and nothing else", (test) =>
  withStore((resultsDir) =>
    attemptEach(test, resultsDir, forbidden, async (sql) => {
      const { message } = await assertRejects(() => querySql(resultsDir, sql), UserError);
      assertMatch(message, /^Cannot (answer the query|ask the store) as .*[^.]$/);
      const names = (await Array.fromAsync(Deno.readDir(resultsDir))).map(({ name }) => name).sort();
      assertEquals(names, ["runs", "secret.csv", "walk.duckdb"]);
    })
  ));
