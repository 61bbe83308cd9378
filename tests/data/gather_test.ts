import { assertEquals } from "@std/assert";
import { gather } from "../../src/data/gather.ts";
import { smallDataset } from "./small_dataset.ts";

Deno.test("gather() normalises each channel by its own mean and deviation, in the order asked for", () => {
  const dataset = smallDataset([2, 0, 1]);
  const { inputs, labels } = gather(dataset, Int32Array.of(2, 0, 2));
  assertEquals([...labels], [1, 2, 1]);
  const naive = [2, 0, 2].flatMap((index) =>
    [...dataset.images.subarray(index * 40, (index + 1) * 40)].map((pixel, i) => {
      const channel = Math.floor(i / 20);
      return Math.fround((pixel / 255 - dataset.mean[channel]!) / dataset.deviation[channel]!);
    })
  );
  assertEquals([...inputs], naive);
});

Deno.test("gather() of no samples is empty", () => {
  const { inputs, labels } = gather(smallDataset([0]), new Int32Array(0));
  assertEquals([inputs.length, labels.length], [0, 0]);
});
