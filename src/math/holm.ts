/**
 * p-values adjusted by Holm's step-down procedure, in the order given: all hypotheses whose adjusted p-value is at most alpha
 * can be rejected together, and the chance that one of them is true is at most alpha, however the tests depend on each other.
 *
 * Source: Holm (1979), A simple sequentially rejective multiple test procedure.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { holm } from "./holm.ts";
 *
 * assertEquals(holm([0.5, 0.25, 0.125]), [0.5, 0.5, 0.375]);
 * ```
 */
export function holm(pValues: readonly number[]): number[] {
  const adjusted = new Array<number>(pValues.length);
  let greatest = 0;
  const ascending = pValues.map((_, index) => index).sort((a, b) => pValues[a]! - pValues[b]!);
  ascending.forEach((index, rank) => {
    greatest = Math.max(greatest, Math.min(1, (pValues.length - rank) * pValues[index]!));
    adjusted[index] = greatest;
  });
  return adjusted;
}
