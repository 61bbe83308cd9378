import type { Batch } from "../spec/engine.ts";

/**
 * A batch as consecutive parts of `size` samples, the last of which may be smaller; the batch itself where it is no larger. The
 * parts are views: nothing is copied.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { cutBatch } from "./cut_batch.ts";
 *
 * const parts = cutBatch({ inputs: Float32Array.of(1, 2, 3), labels: Int32Array.of(0, 1, 2) }, 2);
 * assertEquals(parts.map(({ inputs }) => [...inputs]), [[1, 2], [3]]);
 * ```
 */
export function cutBatch(batch: Batch, size: number): readonly Batch[] {
  const { inputs, labels } = batch;
  if (labels.length <= size) return [batch];
  const features = inputs.length / labels.length;
  return Array.from({ length: Math.ceil(labels.length / size) }, (_, index) => ({
    inputs: inputs.subarray(index * size * features, (index + 1) * size * features),
    labels: labels.subarray(index * size, (index + 1) * size),
  }));
}
