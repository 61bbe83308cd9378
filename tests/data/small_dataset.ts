import type { Dataset } from "../../src/spec/dataset.ts";

/** A data set of `labels.length` images of `[2, 4, 5]` whose pixels are all different in an image, as far as bytes allow. */
export function smallDataset(labels: readonly number[]): Dataset {
  const size = 2 * 4 * 5;
  return {
    name: "mnist",
    shape: [2, 4, 5],
    classes: 3,
    images: Uint8Array.from({ length: labels.length * size }, (_, i) => (i * 37 + 11) % 256),
    labels: Uint8Array.from(labels),
    train: { start: 0, end: labels.length },
    validation: { start: 0, end: 0 },
    mean: [0.5, 0.25],
    deviation: [1, 0.2],
    checksum: "",
    origin: "a test",
  };
}
