import { type DuckDBConnection, type DuckDBPreparedStatement, StatementType } from "@duckdb/node-api";
import { UserError } from "../spec/user_error.ts";

/**
 * Prepares SQL that must be one statement that reads, by DuckDB's own type of it: SELECT and what DuckDB takes for one, such as SHOW,
 * DESCRIBE and SUMMARIZE, PIVOT, and EXPLAIN of these.
 *
 * @throws {UserError} where it is none, several, or one that does more than read: nothing of it has been run then.
 */
export async function prepareReading(connection: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
  if (countStatements(sql) === 0) throw notOne(0);
  const statements = await connection.extractStatements(sql);
  if (statements.count === 1) {
    const statement = await statements.prepare(0);
    const explained = statement.statementType === StatementType.EXPLAIN ? explainedBy(sql) : undefined;
    const told = explained === undefined ? statement : await connection.prepare(explained);
    if (told.statementType !== StatementType.SELECT) throw notReading(told);
    return statement;
  }
  // PIVOT makes a temporary type of the values that become columns before its own SELECT.
  if (statements.count !== 2 || countStatements(sql) !== 1) throw notOne(statements.count);
  const first = await statements.prepare(0);
  if (first.statementType !== StatementType.CREATE) throw notReading(first);
  await first.run();
  const second = await statements.prepare(1);
  if (second.statementType !== StatementType.SELECT) throw notReading(second);
  return second;
}

/** Statements in the text; DuckDB makes several of one PIVOT. */
function countStatements(sql: string): number {
  // Semicolons in quotes and comments end no statement.
  const bare = sql.replace(
    /'[^']*'|"[^"]*"|\$\$[^]*?\$\$|--.*|\/\*[^]*?\*\//g,
    (part) => /^['"$]/.test(part) ? "text" : " ",
  );
  return bare.split(";").filter((statement) => statement.trim() !== "").length;
}

/** What an EXPLAIN is about; the whole SQL, which is refused then, where it cannot be told. */
function explainedBy(sql: string): string {
  return sql.replace(/^(\s|--.*\n|\/\*[^]*?\*\/)*EXPLAIN\s+(ANALYZE\s+)?(\([^)]*\)\s*)?/i, "");
}

function notOne(count: number): UserError {
  return new UserError(`Cannot ask the store as the SQL must be one statement: ${count} were given`);
}

function notReading({ statementType }: DuckDBPreparedStatement): UserError {
  return new UserError(
    `Cannot answer the query as it must be SQL that only reads the store: it is of the kind ${
      StatementType[statementType]
    }`,
  );
}
