import type { Criterion } from "../spec/claim.ts";

/** Where a criterion draws its line, or its two lines. */
export function criterionLimits({ kind, limit }: Criterion): readonly number[] {
  return kind === "within" ? [-limit, limit] : [limit];
}
