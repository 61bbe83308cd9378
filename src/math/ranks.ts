/**
 * The ranks of values from 1; those of equal values are their mean.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { ranks } from "./ranks.ts";
 *
 * assertEquals(ranks([3, 1, 3]), [2.5, 1, 2.5]);
 * ```
 */
export function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    let below = 0;
    let equal = 0;
    for (const other of values) {
      if (other < value) below++;
      else if (other === value) equal++;
    }
    return below + (equal + 1) / 2;
  });
}
