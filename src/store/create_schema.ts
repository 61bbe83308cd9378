import type { DuckDBConnection } from "@duckdb/node-api";
import { schemaVersion, tables } from "./schema.ts";
import { columnComment } from "./table.ts";
import { views } from "./views.ts";

/** Makes the tables and views, with their comments, in an empty file. Meant to run in a transaction. */
export async function createSchema(connection: DuckDBConnection): Promise<void> {
  const statements = tables.map(({ name, columns }) =>
    `CREATE TABLE ${name} (${columns.map(([column, type]) => `${column} ${type}`).join(", ")})`
  );
  await connection.run(statements.join(";"));
  await commentTables(connection);
  await createViews(connection);
  await recordVersion(connection, schemaVersion);
}

/** Says in the file what the tables and their columns mean. */
export async function commentTables(connection: DuckDBConnection): Promise<void> {
  const statements = tables.flatMap(({ name, comment, columns }) => [
    `COMMENT ON TABLE ${name} IS ${quoted(comment)}`,
    ...columns.map((column) => commentOn(name, column[0], columnComment(column))),
  ]);
  await connection.run(statements.join(";"));
}

/** Makes the views, with their comments, or makes them again. */
export async function createViews(connection: DuckDBConnection): Promise<void> {
  for (const { name, comment, sql } of views) {
    await connection.run(`CREATE OR REPLACE VIEW ${name} AS ${sql}`);
    const columns = (await connection.run(`FROM ${name} LIMIT 0`)).columnNames();
    const comments = columns.map((column) => commentOn(name, column, meaning(name, column)));
    await connection.run([`COMMENT ON VIEW ${name} IS ${quoted(comment)}`, ...comments].join(";"));
  }
}

/** Writes that the file has the tables of a version from now on. */
export async function recordVersion(connection: DuckDBConnection, version: number): Promise<void> {
  await connection.run("INSERT INTO schema_version VALUES ($version, now() AT TIME ZONE 'UTC')", { version });
}

/** What a column of a table or view means, with its unit; a test sees to it that none is without. */
function meaning(relation: string, column: string): string | undefined {
  const ofTable = tables.find(({ name }) => name === relation)?.columns.find(([name]) => name === column);
  if (ofTable !== undefined) return columnComment(ofTable);
  const view = views.find(({ name }) => name === relation);
  return view?.columns[column] ??
    view?.from.map((source) => meaning(source, column)).find((text) => text !== undefined);
}

function commentOn(table: string, column: string, comment: string | undefined): string {
  return `COMMENT ON COLUMN ${table}.${column} IS ${quoted(comment)}`;
}

function quoted(text: string | undefined): string {
  if (text === undefined) return "NULL";
  return `'${text.replaceAll("'", "''")}'`;
}
