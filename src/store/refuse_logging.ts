import type { DuckDBConnection } from "@duckdb/node-api";
import { queryRows } from "./database.ts";

/**
 * Refuses a SELECT that would write a log, by DuckDB's plan of it: DuckDB writes the log when the file is closed, finds that it may not, and
 * ends this process.
 */
export async function refuseLogging(connection: DuckDBConnection, select: string): Promise<void> {
  const rows = await queryRows(connection, `EXPLAIN (FORMAT json) ${select}`);
  const names = rows.flatMap((row) => namesOf(JSON.parse(String(row.explain_value)) as PlanNode[]));
  if (names.some((name) => name.trim().toUpperCase() === "ENABLE_LOGGING")) {
    throw new Error("enable_logging() writes a log");
  }
}

interface PlanNode {
  readonly name: string;
  readonly children: readonly PlanNode[];
}

function namesOf(nodes: readonly PlanNode[]): string[] {
  return nodes.flatMap(({ name, children }) => [name, ...namesOf(children)]);
}
