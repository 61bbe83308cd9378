import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { augment } from "../../src/data/augment.ts";
import { gather } from "../../src/data/gather.ts";
import { randomStream, shuffle } from "../../src/math/random.ts";
import type { Batch, Program } from "../../src/spec/engine.ts";
import { layOutSamples } from "../../src/walk/samples.ts";
import { smallCase, smallDataset } from "./small_walk.ts";

const plain = { ...smallCase, augmentation: "none" as const };
const epoch = (samples: ReturnType<typeof layOutSamples>, number: number) =>
  [0, 1, 2].flatMap((step) => [...samples.order(number, step)]);

/** What a program was given to hold. */
function heldBy(hold: (program: Program) => unknown): { samples: Batch; batchSize: number } {
  let held: { samples: Batch; batchSize: number } | undefined;
  hold({ hold: (samples: Batch, batchSize: number) => held = { samples, batchSize } } as unknown as Program);
  return held!;
}

Deno.test("layOutSamples() trains on each sample once an epoch, in an order of its own each epoch", () => {
  const samples = layOutSamples(plain, smallDataset);
  assertEquals(epoch(samples, 1).toSorted((a, b) => a - b), [...samples.train].sort((a, b) => a - b));
  assertNotEquals(epoch(samples, 1), epoch(samples, 2));
});

Deno.test("layOutSamples() gives the same samples from any step on, and others for another seed", () => {
  const [inOrder, jumping] = [layOutSamples(smallCase, smallDataset), layOutSamples(smallCase, smallDataset)];
  for (const number of [1, 2, 3]) epoch(inOrder, number);
  assertEquals(jumping.batch(3, 2), inOrder.batch(3, 2));
  assertNotEquals(layOutSamples({ ...smallCase, seed: 1 }, smallDataset).batch(3, 2), inOrder.batch(3, 2));
});

Deno.test("layOutSamples() evaluates on the first of the training samples, balanced by class", () => {
  const { train, evaluation } = layOutSamples(plain, smallDataset);
  assertEquals(evaluation, train.slice(0, 12));
  for (const label of [0, 1, 2]) {
    assertEquals([...evaluation].filter((index) => smallDataset.labels[index] === label).length, 4);
  }
});

Deno.test("layOutSamples() holds evaluation samples as they are, validation samples from their own split", () => {
  const samples = layOutSamples(smallCase, smallDataset);
  const evaluation = heldBy((program) => samples.hold(program));
  assertEquals(evaluation, { samples: gather(smallDataset, samples.evaluation), batchSize: 6 });
  const batches = samples.evaluationBatches();
  assertEquals(batches.flatMap(({ labels }) => [...labels]), [...evaluation.samples.labels]);
  assertEquals(batches.flatMap(({ inputs }) => [...inputs]), [...evaluation.samples.inputs]);
  const validation = heldBy((program) => samples.holdValidation(program));
  assertEquals(validation.samples, gather(smallDataset, Int32Array.of(60, 61, 62, 63, 64, 65)));
});

Deno.test("layOutSamples() redraws the same samples in another order, by the drawing's name, augmented only where asked", () => {
  const samples = layOutSamples(smallCase, smallDataset);
  const redraw = (draw: string, augment: boolean) =>
    heldBy((program) => samples.redraw(program, draw, { augment })).samples;
  const images = ({ inputs }: Batch) => Array.from({ length: 12 }, (_, i) => inputs.slice(i * 25, (i + 1) * 25).join());
  const fixed = images(gather(smallDataset, samples.evaluation));
  assertEquals(redraw("a", false), redraw("a", false));
  assertNotEquals(images(redraw("a", false)), fixed);
  assertNotEquals(images(redraw("a", false)), images(redraw("b", false)));
  assertEquals(images(redraw("a", false)).toSorted(), fixed.toSorted());
  assert(images(redraw("a", true)).some((image) => !fixed.includes(image)));
  const unaugmented = layOutSamples(plain, smallDataset);
  assertEquals(
    heldBy((program) => unaugmented.redraw(program, "a", { augment: true })).samples,
    redraw("a", false),
  );
});

Deno.test("layOutSamples() has all training samples as the full batch, gathered once, or augmented anew at each step", () => {
  const fixed = layOutSamples(plain, smallDataset);
  assertEquals(fixed.fullBatch(1, 0), gather(smallDataset, fixed.train));
  assert(fixed.fullBatch(1, 0) === fixed.fullBatch(2, 1));
  const augmented = layOutSamples(smallCase, smallDataset);
  assertNotEquals(augmented.fullBatch(1, 0), augmented.fullBatch(1, 1));
  assertEquals(augmented.fullBatch(3, 2), layOutSamples(smallCase, smallDataset).fullBatch(3, 2));
  assertEquals(augmented.fullBatch(1, 0).labels, fixed.fullBatch(1, 0).labels);
});

Deno.test("layOutSamples() draws a mini-batch by its name alone, from an order without repeats", () => {
  const samples = layOutSamples(plain, smallDataset);
  const images = ({ inputs }: Batch) => Array.from({ length: 8 }, (_, i) => inputs.slice(i * 25, (i + 1) * 25).join());
  assertEquals(samples.drawBatch("a"), samples.drawBatch("a", 0));
  assertNotEquals(samples.drawBatch("a"), samples.drawBatch("b"));
  assertEquals(layOutSamples(plain, smallDataset).drawBatch("a", 2), samples.drawBatch("a", 2));
  const all = [0, 1, 2].flatMap((index) => images(samples.drawBatch("a", index)));
  const { inputs } = samples.fullBatch(1, 0);
  assertEquals(all.toSorted(), Array.from({ length: 24 }, (_, i) => inputs.slice(i * 25, (i + 1) * 25).join()).sort());
  const augmented = layOutSamples(smallCase, smallDataset);
  const order = shuffle(samples.train.slice(), randomStream(0, "order/a"));
  const random = randomStream(0, "augmentation/a/1");
  assertEquals(augmented.drawBatch("a", 1), augment(smallDataset, order.slice(8, 16), random));
});

Deno.test("layOutSamples() is not moved by what else is drawn", () => {
  const [still, drawn] = [layOutSamples(smallCase, smallDataset), layOutSamples(smallCase, smallDataset)];
  for (const step of [0, 1, 2]) {
    drawn.drawBatch(`b/${step}`);
    drawn.fullBatch(1, step);
    assertEquals(drawn.batch(1, step), still.batch(1, step));
  }
});
