import type { Claim, Estimator } from "./claim.ts";

/** All that a claim is judged by: its own estimator, its regime's and its second criterion's. */
export function claimEstimators(
  { estimator, regime, also }: Pick<Claim, "estimator" | "regime" | "also">,
): Estimator[] {
  return [estimator, regime?.estimator, also?.estimator].filter((found) => found !== undefined);
}
