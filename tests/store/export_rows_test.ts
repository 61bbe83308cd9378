import { DuckDBInstance } from "@duckdb/node-api";
import { assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../src/spec/user_error.ts";
import { exportRows } from "../../src/store/export_rows.ts";
import { createRunStore } from "../../src/store/run_store.ts";
import { inResults, somePlan, stepRows } from "./fixtures.ts";
import { attemptEach } from "./refused_sql.ts";

const steps = {
  name: "steps",
  sql: "SELECT run_id, step, cosine, '' AS empty FROM steps ORDER BY run_id, step -- in order",
};

/** Makes a store of two runs: cosines of -0.5, NaN, minus infinity and none in the first, one step in the second. */
function withStore(work: (resultsDir: string) => Promise<void>): Promise<void> {
  return inResults(async (resultsDir) => {
    using store = await createRunStore(resultsDir, somePlan({ id: "first" }));
    for (const [step, cosine] of [-0.5, NaN, -Infinity].entries()) await store.append("a", stepRows(step, { cosine }));
    await store.append("a", stepRows(3));
    await store.finish("finished");
    using second = await createRunStore(resultsDir, somePlan({ id: "second" }));
    await second.append("a", stepRows(0, { cosine: 1 }));
    await second.finish("finished");
    await work(resultsDir);
  });
}

Deno.test("exportRows() to CSV writes NULL as nothing, NaN as nan, an empty text in quotes", () =>
  withStore(async (resultsDir) => {
    const folder = `${resultsDir}/export`;
    const written = await exportRows(resultsDir, [steps], { format: "csv", folder });
    const text = await Deno.readTextFile(`${folder}/steps.csv`);
    assertEquals(text.split("\n"), [
      "run_id,step,cosine,empty",
      'first,0,-0.5,""',
      'first,1,nan,""',
      'first,2,-inf,""',
      'first,3,,""',
      'second,0,1.0,""',
      "",
    ]);
    assertEquals(written, [{ file: `${folder}/steps.csv`, rows: 5, bytes: text.length }]);
    assertEquals((await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name), ["steps.csv"]);
  }));

Deno.test("exportRows() to JSON writes NULL as null and what is not finite as a text, so that it stays JSON", () =>
  withStore(async (resultsDir) => {
    await exportRows(resultsDir, [steps], { format: "json", folder: resultsDir, runs: ["first"] });
    const rows = JSON.parse(await Deno.readTextFile(`${resultsDir}/steps.json`));
    assertEquals(rows.map(({ cosine }: { cosine: unknown }) => cosine), [-0.5, "NaN", "-Infinity", null]);
    assertEquals(rows[0], { run_id: "first", step: 0, cosine: -0.5, empty: "" });
  }));

Deno.test("exportRows() to Parquet keeps types, NULL and NaN", () =>
  withStore(async (resultsDir) => {
    await exportRows(resultsDir, [steps], { format: "parquet", folder: resultsDir, runs: ["first"] });
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const result = await connection.run(`FROM '${resultsDir}/steps.parquet'`);
    assertEquals(result.columnTypes().map(String), ["VARCHAR", "BIGINT", "DOUBLE", "VARCHAR"]);
    assertEquals((await result.getRowsJS()).map((row) => row[2]), [-0.5, NaN, -Infinity, null]);
    connection.closeSync();
    instance.closeSync();
  }));

Deno.test("exportRows() writes all files or none, and replaces one only where it may", () =>
  withStore(async (resultsDir) => {
    const folder = `${resultsDir}/export`;
    const options = { format: "csv", folder } as const;
    const wrong = { name: "wrong", sql: "SELECT stop FROM steps" };
    await assertRejects(() => exportRows(resultsDir, [steps, wrong], options), UserError, "Cannot export wrong");
    assertEquals(await Array.fromAsync(Deno.readDir(folder)), []);
    await exportRows(resultsDir, [steps], options);
    const runs = ["second"];
    await assertRejects(() => exportRows(resultsDir, [steps], { ...options, runs }), UserError, "must not be there");
    const [replaced] = await exportRows(resultsDir, [steps], { ...options, runs, force: true });
    assertEquals(replaced?.rows, 1);
  }));

Deno.test("exportRows() of some runs refuses rows that do not say whose they are", () =>
  withStore(async (resultsDir) => {
    const counted = { name: "counted", sql: "SELECT count(*) AS steps FROM steps" };
    await assertRejects(
      () => exportRows(resultsDir, [counted], { format: "csv", folder: resultsDir, runs: ["first"] }),
      UserError,
      "must have a column run_id: it has steps",
    );
  }));

const forbidden = [
  "SELECT 1) TO 'FOLDER/out.csv'; COPY (SELECT 1",
  "SELECT 1); DELETE FROM steps; FROM (SELECT 1",
  "DELETE FROM steps",
  "SELECT * FROM read_text('SECRET')",
  "FROM 'SECRET'",
  "SELECT * FROM glob('FOLDER/*')",
  "SELECT * FROM enable_logging()",
  "FROM query('FROM enable_' || 'logging(''QueryLog'', storage = ''file'', storage_config = {''path'': ''FOLDER/out''})')",
];

Deno.test("exportRows() reads the store and nothing else", (test) =>
  withStore((resultsDir) =>
    attemptEach(test, resultsDir, forbidden, async (sql) => {
      const options = { format: "csv", folder: `${resultsDir}/export` } as const;
      await assertRejects(() => exportRows(resultsDir, [{ name: "x", sql }], options), UserError, "Cannot export x");
      assertEquals(await Array.fromAsync(Deno.readDir(options.folder)), []);
    })
  ));
