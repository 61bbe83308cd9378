import { createSchema } from "./create_schema.ts";
import { openDatabase } from "./database.ts";
import { exampleQueries } from "./example_queries.ts";
import { schemaVersion } from "./schema.ts";

const introduction = `<!-- deno-fmt-ignore-file -->
<!-- Made by src/store/schema_markdown.ts: see its test. -->

# The store

\`results/walk.duckdb\` holds the rows of all runs that ended or were interrupted; DuckDB's own tools open it. A run writes into
\`results/runs/<run>.duckdb\`, which has the same tables, and is merged into the store in one transaction when it ends. The
runs' files stay: \`deno task merge\` merges what the store has not, or makes it anew, and \`deno task merge FILE...\` brings in
files from other machines.

Ask with \`deno task sql "SELECT ..."\`: one statement that reads, by DuckDB's own kind of it, and it reaches the store and nothing
else. Rows are printed as they are made, so there may be any number; a sort has the memory that there is. \`deno task export\` writes
tables, views and answers to CSV, Parquet or JSON, \`deno task prune\` removes runs: [command-line.md](command-line.md). Every table,
view and column carries its meaning as a comment: \`SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'steps'\`.`;

/**
 * The documentation of the store, Markdown: its tables and views with each column's type, meaning and unit as the
 * comments in the store say them, and the example queries.
 */
export async function schemaMarkdown(): Promise<string> {
  using database = await openDatabase(":memory:", { access: "write" });
  await createSchema(database.connection);
  const relations = await database.query(`
    SELECT table_name AS name, comment, 'table' AS kind, table_oid AS position FROM duckdb_tables()
    UNION ALL SELECT view_name, comment, 'view', view_oid FROM duckdb_views() WHERE NOT internal
    ORDER BY kind, position`);
  const columns = await database.query(
    "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE NOT internal ORDER BY column_index",
  );
  const sections = relations.map(({ name, comment, kind }) =>
    [
      `### ${name} (${kind})\n\n${comment}.\n`,
      "| column | type | meaning |\n| --- | --- | --- |",
      ...columns.filter((column) => column.table_name === name)
        .map((column) => `| \`${column.column_name}\` | ${column.data_type} | ${escaped(String(column.comment))} |`),
    ].join("\n")
  );
  const queries = exampleQueries.map(({ question, sql }) => `${question}\n\n\`\`\`sql\n${sql}\n\`\`\``);
  return [
    introduction,
    `## Tables and views\n\nSchema version ${schemaVersion}. Units stand in brackets.`,
    ...sections,
    "## Questions",
    ...queries,
  ].join("\n\n") + "\n";
}

function escaped(text: string): string {
  return text.replaceAll(/[|_*<>]/g, "\\$&");
}
