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

function imagesOf({ inputs }: Batch): string[] {
  return Array.from({ length: inputs.length / 25 }, (_, i) => inputs.slice(i * 25, (i + 1) * 25).join());
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
  assertEquals(validation.batchSize, 6);
  const images = imagesOf(validation.samples);
  const split = imagesOf(gather(smallDataset, Int32Array.from({ length: 30 }, (_, i) => 60 + i)));
  assertEquals(images.filter((image) => !split.includes(image)), []);
  assertEquals([0, 1, 2].map((label) => validation.samples.labels.filter((found) => found === label).length), [
    2,
    2,
    2,
  ]);
});

Deno.test("layOutSamples() holds all training samples in batches of the evaluation's size, the evaluation samples first", () => {
  const samples = layOutSamples(smallCase, smallDataset);
  const training = heldBy((program) => samples.holdTraining(program));
  assertEquals(training, { samples: gather(smallDataset, samples.train), batchSize: 6 });
  const { samples: evaluation } = heldBy((program) => samples.hold(program));
  assertEquals(training.samples.inputs.slice(0, evaluation.inputs.length), evaluation.inputs);
});

Deno.test("layOutSamples() draws training, evaluation and validation samples for each seed, balanced by class", () => {
  const seeds = [0, 1, 2].map((seed) => layOutSamples({ ...plain, seed }, smallDataset));
  const sets = {
    train: seeds.map(({ train }) => [...train]),
    evaluation: seeds.map(({ evaluation }) => [...evaluation]),
    validation: seeds.map((samples) => imagesOf(heldBy((program) => samples.holdValidation(program)).samples)),
  };
  for (const [name, found] of Object.entries(sets)) {
    const sorted = found.map((set) => set.map(String).sort().join());
    assertEquals(new Set(sorted).size, 3, `the ${name} samples of two seeds are the same`);
  }
  for (const { train, evaluation } of seeds) {
    for (const [set, each] of [[train, 8], [evaluation, 4]] as const) {
      assertEquals(new Set(set).size, 3 * each);
      assertEquals([0, 1, 2].map((label) => set.filter((i) => smallDataset.labels[i] === label).length), [
        each,
        each,
        each,
      ]);
      assert(set.every((index) => index < 60));
    }
  }
  assertEquals(layOutSamples({ ...plain, seed: 2 }, smallDataset).train, seeds[2]!.train);
});

Deno.test("layOutSamples() keeps a seed's samples where a case asks for more or fewer of them", () => {
  const { train, evaluation } = layOutSamples(plain, smallDataset);
  const more = layOutSamples({ ...plain, trainSamples: 48, evaluationSamples: 24 }, smallDataset);
  assertEquals(more.train.slice(0, 24), train);
  assertEquals(more.evaluation.slice(0, 12), evaluation);
  const drawn = layOutSamples({ ...plain, sampling: "with replacement" }, smallDataset);
  assertEquals([drawn.train, drawn.evaluation], [train, evaluation]);
});

Deno.test("layOutSamples() with replacement draws each mini-batch by itself from the training samples, by seed and step", () => {
  const one = { ...plain, sampling: "with replacement" } as const;
  const samples = layOutSamples(one, smallDataset);
  const drawn = Array.from({ length: 300 }, (_, t) => [...samples.order(1 + Math.floor(t / 3), t % 3)]);
  assertEquals(new Set(drawn.map((batch) => batch.length)), new Set([8]));
  assertEquals(new Set(drawn.map(String)).size, 300);
  const train = new Set(samples.train);
  assert(drawn.flat().every((index) => train.has(index)));
  // A batch of 8 of 24 has no sample twice with a chance of 26 %, and an epoch would have each of 24 once.
  assert(drawn.filter((batch) => new Set(batch).size < 8).length > 180);
  assert(new Set(drawn.slice(0, 3).flat()).size < 24);
  const counts = [...train].map((index) => drawn.flat().filter((found) => found === index).length);
  // Each is drawn 100 times on average, with a deviation of 10.
  assert(Math.max(...counts.map((count) => Math.abs(count - 100))) < 50, counts.join(" "));
  const jumping = layOutSamples(one, smallDataset);
  assertEquals(jumping.batch(7, 2), samples.batch(7, 2));
  assertNotEquals(layOutSamples({ ...one, seed: 1 }, smallDataset).order(7, 2), samples.order(7, 2));
});

Deno.test("layOutSamples() with replacement draws also where a mini-batch has as many samples as there are", () => {
  const one = { ...plain, batchSize: 24, sampling: "with replacement" } as const;
  const samples = layOutSamples(one, smallDataset);
  assert(new Set(samples.order(1, 0)).size < 24);
  assertEquals(samples.batch(1, 0), gather(smallDataset, samples.order(1, 0)));
  assertNotEquals(samples.batch(1, 0), samples.batch(2, 0));
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
