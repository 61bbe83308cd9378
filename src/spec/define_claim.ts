import type { Claim, Criterion, Estimator, Primary } from "./claim.ts";
import { UserError } from "./user_error.ts";

/** A claim that still lacks its estimator. */
export interface ClaimDraft {
  /** What is measured for the claim. */
  estimate(estimator: Estimator): EstimatedClaim;
}

/** A claim that still lacks its criterion. */
export interface EstimatedClaim {
  /**
   * The claim is only about groups in which the interval of `estimator`, with the same groups, lies above `above`; where the interval holds
   * `above` the verdict is undecided.
   */
  where(estimator: Estimator, options: { readonly above: number }): EstimatedClaim;
  /** The mean over seeds of `estimator`, with the same groups, stands beside each verdict, which it does not change. */
  beside(estimator: Estimator): EstimatedClaim;
  /** Supported only where the interval of `estimator`, with the same groups, lies wholly above `above` too; contradicted also where it lies wholly below. */
  also(estimator: Estimator, options: { readonly above: number }): EstimatedClaim;
  /** Names the primary groups, over which Holm's correction runs; the others are exploratory. All are primary by default. */
  primary(groups: Primary): EstimatedClaim;
  /** Supported where the interval lies wholly above `limit`. For a directional claim with a margin the limit is the margin. */
  above(limit: number): Claim;
  /** Supported where the interval lies wholly below `limit`. */
  below(limit: number): Claim;
  /** For "does not change": supported where the 90 % interval lies wholly inside -`margin` to `margin` (TOST). */
  within(margin: number): Claim;
  /** For estimators that say of each seed whether it is so: supported where the exact interval of the share of seeds lies at or above `share`. */
  inAtLeast(share: number): Claim;
}

/**
 * Registers a claim, read from left to right: what is claimed, what is measured for it, when it holds.
 *
 * @throws {UserError} If the id or the statement is empty, the version is not a positive integer, the limit not finite, a margin not
 * positive, or a share not one.
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
    estimate: (estimator) => estimated({ estimator }),
  };

  function estimated(parts: Pick<Claim, "estimator" | "regime" | "also" | "primary">): EstimatedClaim {
    const { estimator } = parts;
    const judgedBy = (criterion: Criterion): Claim => {
      if (!Number.isFinite(criterion.limit)) throw refuse("its limit must be a finite number", criterion.limit);
      return { id, statement, version, ...parts, criterion };
    };
    const requireGroups = ({ per }: Estimator) => {
      if (per.join() === estimator.per.join()) return;
      throw refuse("what decides its regime or stands beside it must have its groups", per.join(", "));
    };
    return {
      where(decider, { above }) {
        requireGroups(decider);
        return estimated({ ...parts, regime: { estimator: decider, above } });
      },
      beside(shown) {
        requireGroups(shown);
        return estimated({ ...parts, regime: { estimator: shown } });
      },
      also(second, { above }) {
        requireGroups(second);
        return estimated({ ...parts, also: { estimator: second, criterion: { kind: "above", limit: above } } });
      },
      primary: (groups) => estimated({ ...parts, primary: groups }),
      above: (limit) => judgedBy({ kind: "above", limit }),
      below: (limit) => judgedBy({ kind: "below", limit }),
      within(margin) {
        if (margin <= 0) throw refuse("its margin must be above 0", margin);
        return judgedBy({ kind: "within", limit: margin });
      },
      inAtLeast(share) {
        if (!(share > 0 && share <= 1)) throw refuse("its share of the seeds must lie in 0 to 1", share);
        return judgedBy({ kind: "in at least", limit: share });
      },
    };
  }
}
