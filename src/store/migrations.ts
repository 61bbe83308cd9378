import { UserError } from "../spec/user_error.ts";
import { commentTables, createViews, recordVersion } from "./create_schema.ts";
import { type Database, queryRows, transaction } from "./database.ts";
import { schemaVersion } from "./schema.ts";

/** SQL that brings the tables from one version to the next. Views are made again after it. */
export interface Migration {
  /** The version that it leads to. */
  readonly version: number;
  readonly statements: readonly string[];
}

/** The migrations, in order: version 1 is the first. */
export const migrations: readonly Migration[] = [
  {
    // Verdicts from before had no test beside their interval and no correction: they stay as they were given.
    version: 2,
    statements: [
      "ALTER TABLE verdicts ADD COLUMN p_value DOUBLE",
      "ALTER TABLE verdicts ADD COLUMN adjusted_p_value DOUBLE",
    ],
  },
  // The segments of the steps' own mini-batches were not evaluated before.
  { version: 3, statements: ["ALTER TABLE steps ADD COLUMN batch_interior DOUBLE"] },
  // The views gave NaN for a rate of no steps: they are made again.
  { version: 4, statements: [] },
  {
    // Every case before followed SGD on undivided mini-batches to the end of its epochs. What its walk's own hash was is not known.
    version: 5,
    statements: [
      "ALTER TABLE cases ADD COLUMN descent VARCHAR",
      "ALTER TABLE cases ADD COLUMN sub_batch_size BIGINT",
      "ALTER TABLE cases ADD COLUMN planned_steps BIGINT",
      "ALTER TABLE cases ADD COLUMN walk_id VARCHAR",
      "ALTER TABLE cases ADD COLUMN taken_from VARCHAR",
      "ALTER TABLE steps ADD COLUMN noise_norm DOUBLE",
      "ALTER TABLE verdicts ADD COLUMN regime VARCHAR",
      "ALTER TABLE verdicts ADD COLUMN regime_value DOUBLE",
      "UPDATE cases SET descent = 'SGD', sub_batch_size = batch_size, planned_steps = epochs * (train_samples // batch_size)",
    ],
  },
  {
    // No barrier was certified before. A few commits wrote these columns into files of version 5.
    version: 6,
    statements: [
      "ALTER TABLE steps ADD COLUMN IF NOT EXISTS certified DOUBLE",
      "ALTER TABLE steps ADD COLUMN IF NOT EXISTS evaluated_share DOUBLE",
    ],
  },
  // No log was kept before.
  {
    version: 7,
    statements: [
      "CREATE TABLE events (run_id VARCHAR, case_id VARCHAR, happened TIMESTAMP, kind VARCHAR, text VARCHAR)",
    ],
  },
  // No benchmarks were stored before.
  {
    version: 8,
    statements: [
      "CREATE TABLE benches (bench_id VARCHAR, command VARCHAR, engine VARCHAR, engine_library VARCHAR, engine_version VARCHAR, " +
      "engine_device VARCHAR, engine_threads BIGINT, commit_hash VARCHAR, branch VARCHAR, commit_subject VARCHAR, dirty BOOLEAN, " +
      "hostname VARCHAR, operating_system VARCHAR, processor VARCHAR, cores BIGINT, memory_bytes BIGINT, load_before DOUBLE, " +
      "versions JSON, started TIMESTAMP, seconds DOUBLE)",
      "CREATE TABLE bench_results (bench_id VARCHAR, position BIGINT, kind VARCHAR, name VARCHAR, work DOUBLE, work_unit VARCHAR, " +
      "flops DOUBLE, median DOUBLE, lower_quartile DOUBLE, upper_quartile DOUBLE, fastest DOUBLE, rounds BIGINT, " +
      "iterations BIGINT, round_seconds JSON, cores_busy DOUBLE, engine_share DOUBLE)",
    ],
  },
  {
    // None of this was measured before, and no verdict was exploratory: each was corrected over its suite.
    version: 9,
    statements: [
      ...[
        "cosine_two_apart",
        "secant_eta_kappa",
        "depth",
        "asymmetry",
        "step_slope",
        "step_curvature",
        "bowl_interior",
      ].map((column) => `ALTER TABLE steps ADD COLUMN ${column} DOUBLE`),
      "ALTER TABLE verdicts ADD COLUMN exploratory BOOLEAN",
      "UPDATE verdicts SET exploratory = false",
    ],
  },
];

/** The version that migrations lead to. */
export function newestVersion(steps: readonly Migration[]): number {
  return steps.at(-1)?.version ?? schemaVersion;
}

/**
 * The schema version of an open file.
 *
 * @throws {UserError} where it is a DuckDB file of something else, or newer than this code.
 */
export async function readVersion({ query, path }: Database, newest: number): Promise<number> {
  const [found] = await query("SELECT count(*) AS tables FROM duckdb_tables() WHERE table_name = 'schema_version'");
  if (found?.tables !== 1) {
    throw new UserError(
      `Cannot open ${path} as it must be a store of this program: it has no table schema_version; ` +
        "it was left as it is: move it away or choose another folder with --results",
    );
  }
  const [row] = await query("SELECT max(version) AS version FROM schema_version");
  const version = row?.version;
  if (typeof version !== "number" || !Number.isSafeInteger(version) || version < 1) {
    throw new UserError(
      `Cannot open ${path} as its schema must have a version, a whole number from 1: ${version}; it was left as it is: move it away`,
    );
  }
  if (version > newest) {
    throw new UserError(
      `Cannot open ${path} as its schema must be version ${newest} at most: version ${version}; ` +
        "use the newer code that wrote it, or choose another folder with --results",
    );
  }
  return version;
}

/**
 * Brings an open file to the newest version, each version in a transaction of its own (DuckDB does not alter a table again
 * after updating it in one), so that it is always of one version or the next.
 */
export async function migrate(database: Database, steps: readonly Migration[]): Promise<void> {
  const { connection } = database;
  const found = await readVersion(database, newestVersion(steps));
  for (const { version, statements } of steps.filter((step) => step.version > found)) {
    await transaction(connection, async () => {
      const views = await queryRows(connection, "SELECT view_name FROM duckdb_views() WHERE NOT internal");
      for (const { view_name } of views) await connection.run(`DROP VIEW "${String(view_name).replaceAll('"', '""')}"`);
      for (const statement of statements) await connection.run(statement);
      await recordVersion(connection, version);
      if (version !== newestVersion(steps)) return;
      await commentTables(connection);
      await createViews(connection);
    });
  }
}
