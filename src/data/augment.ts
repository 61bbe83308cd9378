import type { RandomStream } from "../math/random.ts";
import type { Dataset } from "../spec/dataset.ts";
import type { Batch } from "../spec/engine.ts";
import { gatherLabels, normalisationTables } from "./gather.ts";

/** Black pixels put around an image before it is cropped to its own size again. */
const padding = 4;

/**
 * The samples at `indices`, `[N]`, as a batch, each image padded with 4 black pixels on every side, cropped at random to its own
 * size and mirrored left to right with probability 1/2. Three numbers a sample are drawn from `random`, in the order of `indices`:
 * rows down, columns across, mirrored.
 *
 * Source: Xing et al. (2018), released code: `RandomCrop(32, padding=4)`, `RandomHorizontalFlip()`, before normalisation.
 */
export function augment(dataset: Dataset, indices: Int32Array, random: RandomStream): Batch {
  const { images, shape: [channels, height, width] } = dataset;
  const area = height * width;
  const inputs = new Float32Array(indices.length * channels * area);
  const tables = normalisationTables(dataset);
  for (let sample = 0; sample < indices.length; sample++) {
    const down = drawShift(random);
    const across = drawShift(random);
    const mirrored = random() < 0.5;
    // The columns of the crop, before it is mirrored, that lie inside the image; outside it is black.
    const first = Math.max(0, -across);
    const end = Math.min(width, width - across);
    for (let channel = 0; channel < channels; channel++) {
      const table = tables[channel]!;
      const from = (indices[sample]! * channels + channel) * area;
      const to = (sample * channels + channel) * area;
      inputs.fill(table[0]!, to, to + area);
      for (let row = Math.max(0, -down); row < Math.min(height, height - down); row++) {
        const source = from + (row + down) * width + across;
        const target = to + row * width;
        if (mirrored) {
          for (let i = first; i < end; i++) inputs[target + width - 1 - i] = table[images[source + i]!]!;
        } else {
          for (let i = first; i < end; i++) inputs[target + i] = table[images[source + i]!]!;
        }
      }
    }
  }
  return { inputs, labels: gatherLabels(dataset, indices) };
}

/** Where the crop starts against the image: -4, ..., 4. */
function drawShift(random: RandomStream): number {
  return Math.floor(random() * (2 * padding + 1)) - padding;
}
