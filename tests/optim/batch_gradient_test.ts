import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { batchGradient } from "../../src/optim/batch_gradient.ts";
import { cutBatch } from "../../src/optim/cut_batch.ts";
import type { Program } from "../../src/spec/engine.ts";
import { openReference } from "../reference/engine.ts";
import { gradient as referenceGradient } from "../reference/gradient.ts";
import { drawBatch, drawExample, type Example, smallNetworks } from "../reference/small_networks.ts";

const named = (name: string) => smallNetworks.find((network) => network.name === name)!;
const plain = drawExample(named("perceptron"), 12);
const normalised = drawExample(named("vgg block"), 12);

async function look(
  { network, theta, batch }: Example,
  options: { subBatchSize: number; sum?: boolean; onPart?: (answer: { statistics: Float32Array }) => void },
) {
  using program = await openReference().compile(network);
  const into = new Float32Array(theta.length);
  const answer = await batchGradient({ program, theta, batch, ...options }, into);
  return { ...answer, gradient: into };
}

/** The largest error against the largest number. */
function errorOf(found: Float32Array, expected: ArrayLike<number>): number {
  const largest = Math.max(...Array.from(expected, Math.abs));
  return Math.max(...found.map((value, i) => Math.abs(value - expected[i]!))) / largest;
}

// Parts are answered in float32 and the sum is rounded once more: some 2^-24 = 6e-8 each, of parts that may be larger than their mean.
const rounding = 5e-7;

Deno.test("batchGradient() in parts of any size is the whole batch's gradient, without batch normalisation", async () => {
  const { network, theta, batch } = plain;
  const whole = referenceGradient(network, theta, batch);
  for (const subBatchSize of [1, 4, 5, 11, 12, 99]) {
    const { loss, correct, gradient } = await look(plain, { subBatchSize });
    assert(errorOf(gradient, whole.gradient) < rounding, `${subBatchSize}`);
    // Float64 sums of 12 losses about 1.
    assertAlmostEquals(loss, whole.loss, 1e-14);
    assertEquals(correct, whole.correct);
  }
});

Deno.test("batchGradient() weighs each part's mean by its samples, normalised by itself", async () => {
  const { network, theta, batch } = normalised;
  const expected = new Float64Array(theta.length);
  for (const part of cutBatch(batch, 5)) {
    const { gradient } = referenceGradient(network, theta, part);
    gradient.forEach((value, i) => expected[i]! += value * part.labels.length / 12);
  }
  const found = await look(normalised, { subBatchSize: 5 });
  assert(errorOf(found.gradient, expected) < rounding);
  assertNotEquals(found.loss, (await look(normalised, { subBatchSize: 12 })).loss);
});

Deno.test("batchGradient() of the sum is as many times the mean as there are equal parts; its loss is the mean all the same", async () => {
  for (const example of [plain, normalised]) {
    const [mean, sum] = [await look(example, { subBatchSize: 4 }), await look(example, { subBatchSize: 4, sum: true })];
    assert(errorOf(sum.gradient, mean.gradient.map((value) => 3 * value)) < rounding);
    assertEquals([sum.loss, sum.correct], [mean.loss, mean.correct]);
  }
});

Deno.test("batchGradient() of the sum counts a smaller last part as much as the others", async () => {
  const { network, theta, batch } = plain;
  const expected = new Float64Array(theta.length);
  for (const part of cutBatch(batch, 9)) {
    referenceGradient(network, theta, part).gradient.forEach((value, i) => expected[i]! += value);
  }
  assert(errorOf((await look(plain, { subBatchSize: 9, sum: true })).gradient, expected) < rounding);
});

Deno.test("batchGradient() of an undivided batch is the program's answer to the bit", async () => {
  const { network, theta } = normalised;
  const answer = {
    loss: 1 / 3,
    correct: 1,
    gradient: theta.map((value) => value / 3),
    statistics: new Float32Array(0),
  };
  const program = { network, gradient: () => Promise.resolve(answer) } as unknown as Program;
  for (const sum of [false, true]) {
    const into = new Float32Array(theta.length);
    const batch = drawBatch(network.network, 4);
    const { loss } = await batchGradient({ program, theta, batch, subBatchSize: 4, sum }, into);
    assertEquals([loss, into], [answer.loss, answer.gradient]);
  }
});

Deno.test("batchGradient() tells each part's statistics once", async () => {
  const { network, theta, batch } = normalised;
  const heard: Float32Array[] = [];
  await look(normalised, { subBatchSize: 5, onPart: ({ statistics }) => heard.push(statistics.slice()) });
  const expected = cutBatch(batch, 5).map((part) =>
    Float32Array.from(referenceGradient(network, theta, part).statistics)
  );
  assertEquals(heard, expected);
});
