import { randomStream, shuffle } from "../math/random.ts";

/**
 * The order of an epoch's samples: a permutation of 0, ..., `count` - 1, shuffled anew for each epoch (counted from 1). It
 * follows from seed and epoch alone, so that a resumed walk needs no state. Mini-batches are taken from its start; a last
 * incomplete one is dropped, as then every step sees the same number of samples.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { epochOrder } from "./sampler.ts";
 *
 * assertEquals([...epochOrder(1, 1, 4)].sort(), [0, 1, 2, 3]);
 * ```
 */
export function epochOrder(seed: number, epoch: number, count: number): Int32Array<ArrayBuffer> {
  return shuffle(Int32Array.from({ length: count }, (_, position) => position), randomStream(seed, `order/${epoch}`));
}

/**
 * The positions of a mini-batch drawn with replacement, `count` of 0, ..., `from` - 1: each by itself, so that mini-batches are independent
 * and one may have a sample twice. It follows from seed and step alone.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { drawWithReplacement } from "./sampler.ts";
 *
 * assert(drawWithReplacement(1, 0, { count: 5, from: 2 }).every((position) => position === 0 || position === 1));
 * ```
 */
export function drawWithReplacement(
  seed: number,
  step: number,
  { count, from }: { readonly count: number; readonly from: number },
): Int32Array<ArrayBuffer> {
  const random = randomStream(seed, `draw/${step}`);
  return Int32Array.from({ length: count }, () => Math.floor(random() * from));
}
