import type { Dataset } from "../spec/dataset.ts";
import type { Batch } from "../spec/engine.ts";

/**
 * The samples at `indices`, `[N]`, as a batch: pixels scaled to 0..1, less the channel's mean, over its deviation. The arrays
 * are new at each call.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import type { Dataset } from "../spec/dataset.ts";
 * import { gather } from "./gather.ts";
 *
 * const dataset = {
 *   shape: [1, 1, 2], images: Uint8Array.of(0, 0, 255, 51), labels: Uint8Array.of(3, 7), mean: [0.5], deviation: [1],
 * } as unknown as Dataset;
 * const { inputs, labels } = gather(dataset, Int32Array.of(1));
 * assertEquals([...inputs], [0.5, Math.fround(0.2 - 0.5)]);
 * assertEquals([...labels], [7]);
 * ```
 */
export function gather(dataset: Dataset, indices: Int32Array): Batch {
  const { images, shape: [channels, height, width] } = dataset;
  const area = height * width;
  const inputs = new Float32Array(indices.length * channels * area);
  const tables = normalisationTables(dataset);
  for (let sample = 0; sample < indices.length; sample++) {
    for (let channel = 0; channel < channels; channel++) {
      const table = tables[channel]!;
      const from = (indices[sample]! * channels + channel) * area;
      const to = (sample * channels + channel) * area;
      for (let pixel = 0; pixel < area; pixel++) inputs[to + pixel] = table[images[from + pixel]!]!;
    }
  }
  return { inputs, labels: gatherLabels(dataset, indices) };
}

/** What each byte becomes in each channel, `[channels][256]`. */
export function normalisationTables(dataset: Dataset): Float32Array<ArrayBuffer>[] {
  return dataset.mean.map((mean, channel) =>
    Float32Array.from({ length: 256 }, (_, pixel) => (pixel / 255 - mean) / dataset.deviation[channel]!)
  );
}

/** The classes of the samples at `indices`. */
export function gatherLabels(dataset: Dataset, indices: Int32Array): Int32Array<ArrayBuffer> {
  return Int32Array.from(indices, (index) => dataset.labels[index]!);
}
