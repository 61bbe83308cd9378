import { UserError } from "../spec/user_error.ts";
import { createViews, recordVersion } from "./create_schema.ts";
import { type Database, queryRows, transaction } from "./database.ts";
import { schemaVersion } from "./schema.ts";

/** SQL that brings the tables from one version to the next. Views are made again after it. */
export interface Migration {
  /** The version that it leads to. */
  readonly version: number;
  readonly statements: readonly string[];
}

/** The migrations, in order. None yet: version 1 is the first. */
export const migrations: readonly Migration[] = [];

/**
 * The schema version of an open file.
 *
 * @throws {UserError} where it is a DuckDB file of something else, or newer than this code.
 */
export async function readVersion({ query, path }: Database, newest: number = schemaVersion): Promise<number> {
  const [found] = await query("SELECT count(*) AS tables FROM duckdb_tables() WHERE table_name = 'schema_version'");
  if (found?.tables !== 1) {
    throw new UserError(
      `Cannot open ${path} as it must be a store of this program: it has no table schema_version; ` +
        "it was left as it is: move it away or choose another folder with --results",
    );
  }
  const [row] = await query("SELECT max(version) AS version FROM schema_version");
  const version = Number(row?.version);
  if (version > newest) {
    throw new UserError(
      `Cannot open ${path} as its schema must be version ${newest} at most: version ${version}; ` +
        "use the newer code that wrote it, or choose another folder with --results",
    );
  }
  return version;
}

/** Brings an open file to the newest version, all in one transaction, so that it is never left between versions. */
export async function migrate(database: Database, steps: readonly Migration[] = migrations): Promise<void> {
  const { connection } = database;
  const version = await readVersion(database, steps.at(-1)?.version ?? schemaVersion);
  const missing = steps.filter((step) => step.version > version);
  if (missing.length === 0) return;
  await transaction(connection, async () => {
    const views = await queryRows(connection, "SELECT view_name FROM duckdb_views() WHERE NOT internal");
    for (const { view_name } of views) await connection.run(`DROP VIEW "${view_name}"`);
    for (const { version, statements } of missing) {
      for (const statement of statements) await connection.run(statement);
      await recordVersion(connection, version);
    }
    await createViews(connection);
  });
}
