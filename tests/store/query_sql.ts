import type { Json } from "../../src/spec/measure.ts";
import { answerSql, type SqlAnswer } from "../../src/store/reader.ts";

/** The whole answer to SQL at once. */
export async function querySql(
  resultsDir: string,
  sql: string,
): Promise<Pick<SqlAnswer, "columns"> & { readonly rows: readonly (readonly Json[])[] }> {
  using answer = await answerSql(resultsDir, sql);
  return { columns: answer.columns, rows: (await Array.fromAsync(answer.rows)).flat() };
}
