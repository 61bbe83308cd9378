import { type RandomStream, shuffle } from "../math/random.ts";
import type { Dataset, Range } from "../spec/dataset.ts";
import { UserError } from "../spec/user_error.ts";

/**
 * Indices `[count]` of a subset of `range` balanced by class: the first sample of class 0, of class 1, ..., of the last class,
 * then the second of each, and so on, each class in an order drawn from `random`, or in the data set's order without it. A smaller
 * subset drawn from the same stream is the beginning of a larger one, and classes differ by at most one sample as long as each has enough.
 *
 * @throws {UserError} where the range has fewer than `count` samples.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import type { Dataset } from "../spec/dataset.ts";
 * import { balancedSubset } from "./subset.ts";
 *
 * const dataset = { classes: 2, labels: Uint8Array.of(0, 0, 0, 1, 1) } as Dataset;
 * assertEquals([...balancedSubset(dataset, { start: 0, end: 5 }, 4)], [0, 3, 1, 4]);
 * ```
 */
export function balancedSubset(
  dataset: Dataset,
  range: Range,
  count: number,
  random?: RandomStream,
): Int32Array<ArrayBuffer> {
  const available = range.end - range.start;
  if (!Number.isInteger(count) || count < 1 || count > available) {
    throw new UserError(
      `Cannot take samples ${range.start} to ${
        range.end - 1
      } of ${dataset.name} as their number must be a whole number ` +
        `from 1 to ${available}: ${count}`,
    );
  }
  const byClass = Array.from({ length: dataset.classes }, (): number[] => []);
  for (let index = range.start; index < range.end; index++) byClass[dataset.labels[index]!]!.push(index);

  if (random) { for (const indices of byClass) shuffle(indices, random); }

  const subset = new Int32Array(count);
  for (let round = 0, taken = 0; taken < count; round++) {
    for (const indices of byClass) {
      if (round < indices.length && taken < count) subset[taken++] = indices[round]!;
    }
  }
  return subset;
}
