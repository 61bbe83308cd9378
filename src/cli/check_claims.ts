import type { Claim } from "../spec/claim.ts";
import { claimEstimators } from "../spec/claim_estimators.ts";
import { UserError } from "../spec/user_error.ts";
import { createSchema } from "../store/create_schema.ts";
import { openDatabase } from "../store/database.ts";

/**
 * Asks the estimators of claims, and of their regimes, of an empty store in memory, so that a slip in their SQL shows before anything is trained.
 *
 * @throws {UserError} If the store does not understand one of them.
 */
export async function checkClaims(claims: readonly Claim[]): Promise<void> {
  using database = await openDatabase(":memory:", { access: "merge" });
  await createSchema(database.connection);
  const estimators = claims.flatMap((claim) => claimEstimators(claim).map(({ sql }) => ({ id: claim.id, sql })));
  for (const { id, sql } of estimators) {
    try {
      await database.query(`SELECT * FROM (${sql}) ORDER BY ALL`, { run: "" });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const [line] = error.message.split("\n");
      throw new UserError(
        `Cannot judge ${id} as its estimator must be SQL that the store understands: ${line}`,
        { cause: error },
      );
    }
  }
}
