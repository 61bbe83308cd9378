import { assertEquals } from "@std/assert";

/**
 * A step for each query: `FOLDER` stands for the results folder and `SECRET` for a file in it that no query may read. Whatever `attempt`
 * does with it, the store must keep its bytes.
 */
export async function attemptEach(
  test: Deno.TestContext,
  resultsDir: string,
  queries: readonly string[],
  attempt: (sql: string) => Promise<void>,
): Promise<void> {
  const secret = `${resultsDir}/secret.csv`;
  await Deno.writeTextFile(secret, "secret\n1\n");
  const before = await Deno.readFile(`${resultsDir}/walk.duckdb`);
  for (const sql of queries) {
    await test.step(sql, async () => {
      await attempt(sql.replaceAll("SECRET", secret).replaceAll("FOLDER", resultsDir));
      assertEquals(await Deno.readFile(`${resultsDir}/walk.duckdb`), before);
    });
  }
}
