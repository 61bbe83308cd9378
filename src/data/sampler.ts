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
