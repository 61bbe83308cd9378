import { assert, assertEquals } from "@std/assert";
import { readComparedRun } from "../../src/analysis/compare/compared_run.ts";
import { randomStream } from "../../src/math/random.ts";
import type { Query } from "../../src/spec/run.ts";
import { readBenches, saveBench } from "../../src/store/bench_rows.ts";
import { benchTables } from "../../src/store/bench_tables.ts";
import { checkIncoming, checkOutline, incoming } from "../../src/store/check_incoming.ts";
import { copyIncoming } from "../../src/store/copy_incoming.ts";
import { createSchema } from "../../src/store/create_schema.ts";
import { type Database, openDatabase, queryRows } from "../../src/store/database.ts";
import { refuseIncomplete } from "../../src/store/missing_rows.ts";
import { readCases, readRuns } from "../../src/store/run_rows.ts";
import { createRunStore } from "../../src/store/run_store.ts";
import { runTables, schemaVersion, tables } from "../../src/store/schema.ts";
import { readVerdicts } from "../../src/store/verdict_rows.ts";
import { views } from "../../src/store/views.ts";
import { alterJson, drawAlteration } from "./alterations.ts";
import { inResults, someCase, somePlan, stepRows } from "./fixtures.ts";
import { someBench } from "./some_bench.ts";

const altered = [...Object.values(runTables), ...Object.values(benchTables)];

/** Makes a run with rows in every table, and benchmarks. */
async function makeRun(resultsDir: string, id: string): Promise<void> {
  const noise = { kind: "structured" } as const;
  const cases = [
    { id: "aa", case: someCase, parameterCount: 10 },
    {
      id: "bb",
      case: { ...someCase, descent: { name: "noisy", gradient: "full batch", noise } as const },
      parameterCount: 10,
    },
  ];
  const store = await createRunStore(resultsDir, somePlan({ id, cases }), ["a note"]);
  for (const { id: caseId } of cases) {
    for (const step of [0, 1]) await store.append(caseId, stepRows(step, { lossFrom: 1, lossTo: 2, height: 0.1 }));
    await store.append(caseId, {
      steps: [],
      segments: [0, 1].map((alpha) => ({ step: 0, draw: "fixed", alpha, loss: 1 })),
      epochs: [{
        epoch: 1,
        steps: 2,
        digest: "abc",
        trainLoss: 1,
        trainAccuracy: 0.5,
        validationLoss: 1,
        validationAccuracy: 0.5,
        trainSeconds: 1,
        measureSeconds: 1,
      }],
      measurements: [{ name: "noise_floor", epoch: 1, value: 1 }],
    });
    const went = { steps: 2, trainSeconds: 1, measureSeconds: 1, dataChecksum: "da7a" };
    await store.setStatus(caseId, "finished", { ...went, status: "finished" });
  }
  await store.saveVerdicts([{
    claim: "W1",
    version: 1,
    statement: "Most",
    estimator: "share",
    unit: "share",
    criterion: "above 0.5",
    group: { network: "mlp", epoch: 1 },
    word: "undecided",
    values: [{ seed: 1, value: 0.5, count: 2 }],
    note: "",
  }]);
  await store.finish("finished");
  await saveBench(resultsDir, someBench({ id: `bench-${id}` }));
}

/** A store in memory that has one run, with an attached file that has another. */
async function attached(): Promise<Database> {
  const database = await openDatabase(":memory:", { access: "merge" });
  const { connection } = database;
  await createSchema(connection);
  for (const name of [incoming, "pristine"]) await connection.run(`ATTACH ':memory:' AS ${name}`);
  for (const [place, id] of [["main", "kept"], ["pristine", "brought"]] as const) {
    await inResults(async (resultsDir) => {
      await makeRun(resultsDir, id);
      await connection.run(`ATTACH '${resultsDir}/walk.duckdb' AS made (READ_ONLY)`);
      for (const { name } of tables) {
        if (place === "pristine") await connection.run(`CREATE TABLE pristine.${name} AS FROM made.${name}`);
        else if (name !== "schema_version") await connection.run(`INSERT INTO ${name} BY NAME FROM made.${name}`);
      }
      await connection.run("DETACH made");
    });
  }
  for (const { name } of tables) await restore(database, name);
  return database;
}

async function restore({ connection }: Database, table: string): Promise<void> {
  await connection.run(`DROP VIEW IF EXISTS ${incoming}.${table}`).catch(() => {});
  await connection.run(`CREATE OR REPLACE TABLE ${incoming}.${table} AS FROM pristine.${table}`);
}

/** Everything that reads a store can read it. */
async function readAll(query: Query, deep: boolean): Promise<void> {
  for (const run of await readRuns(query)) {
    await readCases(query, run.id);
    await refuseIncomplete(query, run.id);
    await readVerdicts(query, run.id);
    if (deep) await readComparedRun(query, run);
  }
  await readBenches(query);
  if (!deep) return;
  for (const { name } of views) await query(`FROM ${name} LIMIT 10`);
}

/** Number and hash of the rows of the run that nothing may change. */
async function keptRows(query: Query): Promise<unknown> {
  const prints = altered.map(({ name }) => {
    const key = name.startsWith("bench") ? "bench_id = 'bench-kept'" : "run_id = 'kept'";
    return `SELECT '${name}' AS place, count(*) AS rows, bit_xor(hash(t)) AS hash FROM ${name} AS t WHERE ${key}`;
  });
  return await query(prints.join(" UNION ALL "));
}

/** Why the attached file is refused; merges it where it is not, makes sure that all can be read, and forgets that. */
async function attempt(
  database: Database,
  kept: unknown,
  { outline = false, deep = true } = {},
): Promise<string | undefined> {
  const { connection } = database;
  const query: Query = (sql, parameters) => queryRows(connection, sql, { ...parameters });
  try {
    if (outline) await checkOutline(database);
    await checkIncoming(database);
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
  await connection.run("BEGIN TRANSACTION");
  try {
    await copyIncoming(database);
    await readAll(query, deep);
    assertEquals(await keptRows(query), kept);
  } finally {
    await connection.run("ROLLBACK");
  }
}

Deno.test("checkIncoming() refuses an altered file, or everything works with it and no other run changes", async () => {
  using database = await attached();
  const { connection } = database;
  const query: Query = (sql, parameters) => queryRows(connection, sql, { ...parameters });
  const kept = await keptRows(query);
  assertEquals(await attempt(database, kept), undefined);
  const random = randomStream(1, "alterations");
  const answers: (string | undefined)[] = [];
  for (let count = 0; count < 240; count++) {
    let { table, sql } = drawAlteration(altered, random);
    if (count % 4 === 0) {
      table = random() < 0.5 ? "runs" : "cases";
      const [row] = await query(`SELECT config FROM pristine.${table} LIMIT 1`);
      const json = alterJson(String(row?.config), random).replaceAll("'", "''");
      sql = `UPDATE ${incoming}.${table} SET config = '${json}'`;
    }
    try {
      await connection.run(sql);
    } catch {
      // A value that its column cannot hold harms nobody.
      await restore(database, table);
      continue;
    }
    try {
      // What takes long is done with some.
      answers.push(await attempt(database, kept, { deep: count % 8 === 0 }));
    } catch (error) {
      throw new Error(`after ${sql.slice(0, 500)}`, { cause: error });
    }
    await restore(database, table);
  }
  const refused = answers.filter((answer) => answer !== undefined);
  for (const answer of refused) {
    assert(/^[^\n]{1,400}$/.test(answer), answer);
    // deno-lint-ignore no-control-regex
    assert(!/[\u0000-\u001f\u007f-\u009f\u2028]/.test(answer), answer);
  }
  assert(answers.length > 200 && refused.length > 100, `${refused.length} of ${answers.length} refused`);
});

const refusals: readonly (readonly [table: string, sql: string, reason: string])[] = [
  ["runs", `UPDATE ${incoming}.runs SET run_id = '..'`, "runs.run_id must be an id"],
  ["runs", `UPDATE ${incoming}.runs SET suite = '../x'`, "runs.suite must be a suite's name"],
  ["runs", `UPDATE ${incoming}.runs SET commit_hash = '--output=x'`, "runs.commit_hash must be a commit's hash"],
  ["runs", `UPDATE ${incoming}.runs SET engine = 'other'`, "runs.engine must be one of onnx:cpu"],
  ["runs", `UPDATE ${incoming}.runs SET config = '{}'`, "runs.config.id must be an id"],
  ["runs", `UPDATE ${incoming}.runs SET hostname = 'other'`, "runs.hostname of brought must be as in its config"],
  ["runs", `UPDATE ${incoming}.runs SET started = 'infinity'`, "runs.started must be a time from 1970 to 9999"],
  ["steps", `UPDATE ${incoming}.steps SET run_id = 'kept'`, "steps has rows of kept, which the file does not hold"],
  ["steps", `UPDATE ${incoming}.steps SET case_id = 'cc'`, "steps has rows of case cc, which its run has not"],
  ["steps", `DELETE FROM ${incoming}.steps WHERE step = 1`, "of run brought claims 2 steps and has 1"],
  ["epochs", `UPDATE ${incoming}.epochs SET digest = 'xyz'`, "epochs.digest must be a hash in hexadecimal"],
  ["verdicts", `UPDATE ${incoming}.verdicts SET word = 'true'`, "verdicts.word must be one of supported"],
  ["verdicts", `UPDATE ${incoming}.verdicts SET seed_values = 'null'`, "verdicts.seed_values must be a list"],
  [
    "verdicts",
    `INSERT INTO ${incoming}.verdicts SELECT v.* FROM pristine.verdicts AS v, range(10001)`,
    "verdicts must have 10000 rows of brought at most",
  ],
  ["events", `DROP TABLE ${incoming}.events`, "it has no table events"],
  [
    "events",
    `DROP TABLE ${incoming}.events; CREATE VIEW ${incoming}.events AS FROM pristine.events`,
    "it has no table",
  ],
  ["steps", `ALTER TABLE ${incoming}.steps ALTER COLUMN step TYPE VARCHAR`, "steps.step must be BIGINT"],
  ["schema_version", `ALTER TABLE ${incoming}.schema_version ALTER COLUMN version TYPE VARCHAR`, "must be BIGINT"],
  ["schema_version", `UPDATE ${incoming}.schema_version SET version = NULL`, "must be a whole number from 1"],
];

Deno.test("checkIncoming() says what is wrong with a file", async () => {
  using database = await attached();
  for (const [table, sql, reason] of refusals) {
    await database.connection.run(sql);
    const said = await attempt(database, undefined, { outline: true }).catch(String);
    assert(said?.includes(reason), `${sql}: ${said}`);
    await restore(database, table);
  }
  await database.connection.run(`CREATE MACRO ${incoming}.main.now() AS 1`);
  assertEquals(await attempt(database, undefined, { outline: true }), "it has a function of its own: now");
  await database.connection.run(`DROP MACRO ${incoming}.main.now`);
  assertEquals(await checkOutline(database), schemaVersion);
});
