import type { Claim, Criterion, Estimator } from "./claim.ts";
import { UserError } from "./user_error.ts";

/** A claim that still lacks its estimator. */
export interface ClaimDraft {
  /** What is measured for the claim. */
  estimate(estimator: Estimator): EstimatedClaim;
}

/** A claim that still lacks its criterion. */
export interface EstimatedClaim {
  /** Supported where the interval lies wholly above `limit`. */
  above(limit: number): Claim;
  /** Supported where the interval lies wholly below `limit`. */
  below(limit: number): Claim;
}

/**
 * Registers a claim, read from left to right: what is claimed, what is measured for it, when it holds.
 *
 * @throws {UserError} If the id or the statement is empty, the version is not a positive integer or the limit not finite.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { claim } from "./define_claim.ts";
 *
 * const accuracy = {
 *   label: "validation accuracy",
 *   unit: "share",
 *   per: ["network"],
 *   sql: "SELECT network, seed, avg(validation_accuracy) AS value, count(*) AS count FROM epochs GROUP BY ALL",
 * };
 * const learns = claim("X1", "The network learns", { version: 1 }).estimate(accuracy).above(0.5);
 * assertEquals(learns.criterion, { kind: "above", limit: 0.5 });
 * ```
 */
export function claim(id: string, statement: string, { version }: { readonly version: number }): ClaimDraft {
  const refuse = (must: string, found: unknown) => new UserError(`Cannot register claim ${id} as ${must}: ${found}`);
  if (id.trim() === "") throw refuse("its id must not be empty", `"${id}"`);
  if (statement.trim() === "") throw refuse("its statement must not be empty", `"${statement}"`);
  if (!Number.isInteger(version) || version < 1) throw refuse("its version must be a positive integer", version);
  return {
    estimate(estimator) {
      const judgedBy = (kind: Criterion["kind"], limit: number): Claim => {
        if (!Number.isFinite(limit)) throw refuse("its limit must be a finite number", limit);
        return { id, statement, version, estimator, criterion: { kind, limit } };
      };
      return {
        above: (limit) => judgedBy("above", limit),
        below: (limit) => judgedBy("below", limit),
      };
    },
  };
}
