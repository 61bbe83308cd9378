/** The one strict reader of files that come from elsewhere: what it lets through, every other part of the program can use. */

import type { Query } from "../spec/run.ts";
import { fault } from "../spec/shape.ts";
import { benchTables } from "./bench_tables.ts";
import { type Database, queryRows } from "./database.ts";
import { incompleteCases } from "./missing_rows.ts";
import { mostRows, rulesOf } from "./row_rules.ts";
import { planRow } from "./run_rows.ts";
import { runTables, tables } from "./schema.ts";
import {
  readCase,
  readGroup,
  readMeasures,
  readPlan,
  readRoundSeconds,
  readSeedValues,
  readVersions,
} from "./stored_plan.ts";
import type { Table } from "./table.ts";

/** The name under which a file is attached that is checked. */
export const incoming = "incoming";

/**
 * The schema version of an attached file, whose tables are real tables and which has no function of its own: before that nothing of it may
 * be called or opened as a store.
 *
 * @throws {TypeError} where it is no store.
 */
export async function checkOutline({ connection }: Database): Promise<number> {
  const ask = (sql: string) => queryRows(connection, sql);
  const relations = await ask(`SELECT schema_name || '.' || table_name AS name FROM duckdb_tables()
    WHERE database_name = '${incoming}'`);
  const names = new Set(relations.map(({ name }) => String(name)));
  if (!names.has("main.schema_version")) throw new TypeError("it has no table schema_version");
  const [functions] = await ask(`SELECT function_name AS name FROM duckdb_functions()
    WHERE database_name = '${incoming}' AND NOT internal LIMIT 1`);
  if (functions !== undefined) throw new TypeError(`it has a function of its own: ${functions.name}`);
  const types = await ask(`SELECT data_type FROM duckdb_columns()
    WHERE database_name = '${incoming}' AND table_name = 'schema_version' AND column_name = 'version'`);
  if (types[0]?.data_type !== "BIGINT") {
    throw new TypeError(fault("schema_version.version", "BIGINT", types[0]?.data_type));
  }
  const [row] = await ask(`SELECT max(version) AS version FROM ${incoming}.schema_version`);
  const version = row?.version;
  if (typeof version === "number" && version >= 1) return version;
  throw new TypeError(fault("schema_version.version", "a whole number from 1", version));
}

/**
 * Checks an attached file of the current version: tables, types, ids, hashes, words, bounds, JSON, to which run and case every row belongs,
 * and that cases which have ended have their rows.
 *
 * @throws {TypeError} with the first thing that is wrong.
 */
export async function checkIncoming({ connection }: Database): Promise<void> {
  const ask: Query = (sql, parameters) => queryRows(connection, sql, { ...parameters });
  await checkColumns(ask);
  for (const table of Object.values(runTables)) await checkTable(ask, table, "run_id", "runs");
  for (const table of Object.values(benchTables)) await checkTable(ask, table, "bench_id", "benches");
  await checkKeys(ask);
  await checkPlans(ask);
  await checkCases(ask);
  await checkVerdicts(ask);
  await checkBenches(ask);
  const [lost] = await ask(`${incompleteCases(`${incoming}.`)} LIMIT 1`);
  if (lost !== undefined) {
    throw new TypeError(`case ${lost.case_id} of run ${lost.run_id} claims ${lost.steps} steps and has ${lost.found}`);
  }
}

/** The tables are real ones, as views would be somebody's SQL. */
async function checkColumns(ask: Query): Promise<void> {
  const rows = await ask(
    `SELECT table_name, column_name, data_type FROM duckdb_columns()
    SEMI JOIN duckdb_tables() USING (database_name, schema_name, table_name)
    WHERE database_name = '${incoming}' AND schema_name = 'main'`,
  );
  const found = Map.groupBy(rows, ({ table_name }) => table_name);
  for (const { name, columns } of tables) {
    const types = new Map(found.get(name)?.map(({ column_name, data_type }) => [column_name, data_type]));
    if (types.size === 0) throw new TypeError(`it has no table ${name}`);
    for (const [column, type] of columns) {
      if (types.get(column) !== type) throw new TypeError(fault(`${name}.${column}`, type, types.get(column)));
    }
    if (types.size !== columns.length) throw new TypeError(`${name} has columns that are not of this version`);
  }
}

/** Checks each value by itself, whose row it is, and how many there are. */
async function checkTable(ask: Query, table: Table, key: string, owners: string): Promise<void> {
  const { name } = table;
  const rules = rulesOf(table).map(({ column, required, sql, what }) => ({
    column,
    what,
    holds: `coalesce(${sql(column)}, ${required ? "false" : `${column} IS NULL`})`,
  }));
  const counts = rules.map(({ holds }, index) => `count(*) FILTER (NOT ${holds}) AS c${index}`);
  const [found] = await ask(`SELECT ${counts.join(", ")} FROM ${incoming}.${name}`);
  const broken = rules.find((_, index) => found?.[`c${index}`] !== 0);
  if (broken !== undefined) {
    const { column, what, holds } = broken;
    const [bad] = await ask(
      `SELECT left(${column}::VARCHAR, 200) AS value FROM ${incoming}.${name} WHERE NOT ${holds} LIMIT 1`,
    );
    throw new TypeError(fault(`${name}.${column}`, what, bad?.value ?? undefined));
  }
  const [orphan] = await ask(
    `SELECT ${key} AS id FROM ${incoming}.${name} AS rows ANTI JOIN ${incoming}.${owners} AS owners USING (${key}) LIMIT 1`,
  );
  if (orphan !== undefined) throw new TypeError(`${name} has rows of ${orphan.id}, which the file does not hold`);
  const most = mostRows[name];
  if (most === undefined) return;
  const [much] = await ask(
    `SELECT ${key} AS id, count(*) AS rows FROM ${incoming}.${name} GROUP BY ALL HAVING rows > ${most} LIMIT 1`,
  );
  if (much !== undefined) throw new TypeError(`${name} must have ${most} rows of ${much.id} at most: ${much.rows}`);
}

/** What is there once, and the cases that rows belong to. */
async function checkKeys(ask: Query): Promise<void> {
  const once = {
    runs: ["run_id"],
    cases: ["run_id", "case_id"],
    steps: ["run_id", "case_id", "step"],
    epochs: ["run_id", "case_id", "epoch"],
    segments: ["run_id", "case_id", "step", "draw", "alpha"],
    benches: ["bench_id"],
    bench_results: ["bench_id", "position"],
  };
  for (const [table, keys] of Object.entries(once)) {
    const [twice] = await ask(
      `SELECT ${keys} FROM ${incoming}.${table} GROUP BY ALL HAVING count(*) > 1 LIMIT 1`,
    );
    if (twice !== undefined) throw new TypeError(`${table} has two rows of ${Object.values(twice).join(" ")}`);
  }
  for (const table of ["steps", "epochs", "segments", "measurements", "events"]) {
    const [orphan] = await ask(
      `SELECT case_id FROM ${incoming}.${table} ANTI JOIN ${incoming}.cases USING (run_id, case_id)
      WHERE case_id IS NOT NULL LIMIT 1`,
    );
    if (orphan !== undefined) throw new TypeError(`${table} has rows of case ${orphan.case_id}, which its run has not`);
  }
}

/** A plan is what the columns say. */
async function checkPlans(ask: Query): Promise<void> {
  for (const row of await ask(`FROM ${incoming}.runs`)) {
    const plan = readPlan(String(row.config));
    readMeasures(String(row.measures));
    readVersions(String(row.versions));
    const { status: _, config: __, engine_reason: ___, measures, versions, ...columns } = planRow({
      ...plan,
      cases: [],
    });
    compare("runs", row, columns);
    for (const [column, json] of Object.entries({ measures, versions })) {
      if (JSON.stringify(JSON.parse(String(row[column]))) !== json) {
        throw new TypeError(`runs.${column} of ${row.run_id} is not what its plan says`);
      }
    }
  }
}

async function checkCases(ask: Query): Promise<void> {
  for (const row of await ask(`FROM ${incoming}.cases`)) {
    const point = readCase(String(row.config));
    const { network, learningRate, momentum, weightDecay } = point;
    // What is computed of a case, other code may have computed otherwise.
    compare("cases", row, {
      network: network.name,
      dataset: point.dataset,
      train_samples: point.trainSamples,
      evaluation_samples: point.evaluationSamples,
      evaluation_batch_size: point.evaluationBatchSize,
      validation_samples: point.validationSamples,
      augmentation: point.augmentation,
      learning_rate: learningRate,
      momentum,
      weight_decay: weightDecay,
      batch_size: point.batchSize,
      epochs: point.epochs,
      points: point.points,
      seed: point.seed,
    });
  }
}

async function checkVerdicts(ask: Query): Promise<void> {
  for (const { judged_group, seed_values } of await ask(`SELECT judged_group, seed_values FROM ${incoming}.verdicts`)) {
    readGroup(String(judged_group));
    readSeedValues(String(seed_values));
  }
}

async function checkBenches(ask: Query): Promise<void> {
  for (const { versions } of await ask(`SELECT versions FROM ${incoming}.benches`)) readVersions(String(versions));
  for (const { round_seconds } of await ask(`SELECT round_seconds FROM ${incoming}.bench_results`)) {
    readRoundSeconds(String(round_seconds));
  }
}

function compare(table: string, row: Record<string, unknown>, expected: Readonly<Record<string, unknown>>): void {
  for (const [column, value] of Object.entries(expected)) {
    const found = row[column];
    const same = column === "started" ? Date.parse(String(found)) === Date.parse(String(value)) : found === value;
    if (!same) throw new TypeError(fault(`${table}.${column} of ${row.run_id}`, `as in its config, ${value}`, found));
  }
}
