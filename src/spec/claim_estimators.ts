import type { Claim, Estimator } from "./claim.ts";

/** All that a claim is judged by: its own estimator, its regime's and its second criterion's. */
export function claimEstimators(
  { estimator, regime, also }: Pick<Claim, "estimator" | "regime" | "also">,
): Estimator[] {
  return [estimator, regime?.estimator, also?.estimator].filter((found) => found !== undefined);
}

/** The measurements that a claim is judged by, as its estimators' SQL asks for them: `name = '...'`. */
export function claimMeasurements(claim: Pick<Claim, "estimator" | "regime" | "also">): string[] {
  const names = claimEstimators(claim).flatMap(({ sql }) =>
    [...sql.matchAll(/\bname\s*=\s*'([^']*)'/gi)].map(([, name]) => name!)
  );
  return [...new Set(names)];
}
