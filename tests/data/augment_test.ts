import { assertEquals, assertNotEquals } from "@std/assert";
import { augment } from "../../src/data/augment.ts";
import { gather } from "../../src/data/gather.ts";
import { randomStream } from "../../src/math/random.ts";
import type { Dataset } from "../../src/spec/dataset.ts";
import { smallDataset } from "./small_dataset.ts";

/** One channel of an image as torchvision's steps do it: pad the rows, cut the crop, mirror it, normalise. */
function naiveAugment(rows: number[][], [down, across, mirrored]: [number, number, boolean]): number[][] {
  const width = rows[0]!.length;
  const black = Array<number>(width + 8).fill(0);
  const pad = [0, 0, 0, 0];
  const padded = [
    black,
    black,
    black,
    black,
    ...rows.map((row) => [...pad, ...row, ...pad]),
    black,
    black,
    black,
    black,
  ];
  const crop = padded.slice(down, down + rows.length).map((row) => row.slice(across, across + width));
  return mirrored ? crop.map((row) => row.toReversed()) : crop;
}

function rowsOf(dataset: Dataset, index: number, channel: number): number[][] {
  return [0, 1, 2, 3].map((row) => {
    const start = index * 40 + channel * 20 + row * 5;
    return [...dataset.images.subarray(start, start + 5)];
  });
}

Deno.test("augment() is padding, cropping and mirroring of bytes, then normalisation", () => {
  const dataset = smallDataset([2, 0, 1]);
  const indices = Int32Array.from({ length: 60 }, (_, i) => i % 3);
  const { inputs, labels } = augment(dataset, indices, randomStream(1, "test"));

  const random = randomStream(1, "test");
  const naive = [...indices].flatMap((index) => {
    const draw: [number, number, boolean] = [Math.floor(9 * random()), Math.floor(9 * random()), random() < 0.5];
    return [0, 1].flatMap((channel) =>
      naiveAugment(rowsOf(dataset, index, channel), draw).flat().map((pixel) =>
        Math.fround((pixel / 255 - dataset.mean[channel]!) / dataset.deviation[channel]!)
      )
    );
  });
  assertEquals([...inputs], naive);
  assertEquals([...labels], [...indices].map((index) => dataset.labels[index]!));
});

Deno.test("augment() follows its stream alone", () => {
  const dataset = smallDataset([0, 1]);
  const indices = Int32Array.of(0, 1, 0, 1);
  const first = augment(dataset, indices, randomStream(1, "a"));
  assertEquals(augment(dataset, indices, randomStream(1, "a")), first);
  assertNotEquals(augment(dataset, indices, randomStream(1, "b")), first);
});

Deno.test("augment() without a shift and unmirrored is gather()", () => {
  const dataset = smallDataset([0, 1, 2]);
  const indices = Int32Array.of(2, 1);
  assertEquals(augment(dataset, indices, () => 0.5), gather(dataset, indices));
});

Deno.test("augment() draws every shift and both directions", () => {
  const seen = new Set<string>();
  const random = randomStream(3, "shifts");
  // One white pixel in the middle of a 9 x 9 image stays inside it under every shift, so its place tells the shift.
  const images = new Uint8Array(81).fill(255, 40, 41);
  const dataset: Dataset = { ...smallDataset([0]), shape: [1, 9, 9], images, mean: [0], deviation: [1] };
  for (let i = 0; i < 2000; i++) seen.add(`${augment(dataset, Int32Array.of(0), random).inputs.indexOf(1)}`);
  assertEquals(seen.size, 81);
});
