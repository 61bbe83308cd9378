import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { openOnnx } from "../../../src/engine/onnx/engine.ts";
import { createProgram } from "../../../src/engine/onnx/program.ts";
import { loadRuntime } from "../../../src/engine/onnx/runtime.ts";
import {
  batchNorm,
  convolution,
  dense,
  flatten,
  globalAveragePool,
  maxPool,
  network,
} from "../../../src/network/layers.ts";
import { mlp } from "../../../src/network/mlp.ts";
import type { Program } from "../../../src/spec/engine.ts";
import { assertCloseInNorm } from "../contract/closeness.ts";
import { gradient } from "../../reference/gradient.ts";
import { drawExample, drawVector, type Example, smallNetworks } from "../../reference/small_networks.ts";

const small = smallNetworks.find(({ name }) => name === "vgg block")!;

async function withProgram(example: Example, check: (program: Program) => Promise<void>): Promise<void> {
  using engine = await openOnnx("cpu");
  using program = await engine.compile(example.network);
  await check(program);
}

function move(theta: Float32Array<ArrayBuffer>, step: number, seed: number): Float32Array<ArrayBuffer> {
  const along = drawVector(theta.length, seed);
  return theta.map((value, index) => value + step * along[index]!);
}

const deep = network("two convolutions", [2, 32, 32], [
  ...[convolution(16), batchNorm(), convolution(16), globalAveragePool(), dense(3)],
], 3);

Deno.test("gradient() is right where a convolution's windows are gathered in parts and again", async () => {
  // 16 * 9 * 32 * 32 * 16 windows of 4 bytes are 9.4 MB: four parts, not kept for the backward pass. No kink is near.
  const example = drawExample(deep, 16);
  await withProgram(example, async (program) => {
    const answer = await program.gradient(example.theta, example.batch);
    const expected = gradient(example.network, example.theta, example.batch);
    // float32 sums of 16,384 terms.
    assertCloseInNorm(answer.gradient, expected.gradient, 1e-5, "gradient");
  });
});

for (const spec of [mlp({ hidden: [9, 6], input: [1, 3, 4] }), small]) {
  Deno.test(`segment() of ${spec.name} with its first layer mixed agrees with evaluate() between the ends`, async () => {
    const { network, theta, batch } = drawExample(spec, 12);
    await withProgram({ network, theta, batch }, async (program) => {
      using set = program.hold(batch, 6);
      const to = move(theta, 0.01, 2);
      const alphas = [0.25, 0.5, 0.75];
      const losses = await program.segment(theta, to, alphas, set);
      for (const [index, alpha] of alphas.entries()) {
        const between = theta.map((value, at) => (1 - alpha) * value + alpha * to[at]!);
        const { loss } = await program.evaluate(between, set, "batch");
        // Products and mixtures round in another order: some units in the last place of logits of size 1.
        assertAlmostEquals(losses[index]!, loss, 2e-6);
      }
    });
  });
}

Deno.test("segmentSums() gives the bits of segment(), whatever was asked for before and in which order", async () => {
  const { network, theta, batch } = drawExample(small, 14);
  await withProgram({ network, theta, batch }, async (program) => {
    using set = program.hold(batch, 4);
    const to = move(theta, 0.01, 2);
    const alphas = [0.25, 0.5, 1];
    const [some] = await program.segmentSums(theta, to, [0.5], set, [2]);
    const sums = [0, 0, 0];
    const parts = new Map<number, Float64Array>();
    for (const place of [3, 1, 0, 2]) parts.set(place, await program.segmentSums(theta, to, alphas, set, [place]));
    for (const place of [0, 1, 2, 3]) parts.get(place)!.forEach((sum, index) => sums[index]! += sum);
    assertEquals(some, parts.get(2)![1]);
    assertEquals(sums.map((sum) => sum / 14), [...await program.segment(theta, to, alphas, set)]);
  });
});

Deno.test("segment() gives the same bits with and without a remembered first layer", async () => {
  const example = drawExample(small, 8);
  const path = [0, 1, 2, 3].map((step) => move(example.theta, 0.01 * step, 3));
  const walk = (program: Program, set: ReturnType<Program["hold"]>, step: number) =>
    program.segment(path[step]!, path[step + 1]!, [0.5, 1], set);
  await withProgram(example, async (remembering) => {
    using set = remembering.hold(example.batch, 4);
    for (const step of [0, 1, 2]) {
      const losses = await walk(remembering, set, step);
      await withProgram(example, async (fresh) => {
        using other = fresh.hold(example.batch, 4);
        assertEquals(await walk(fresh, other, step), losses);
      });
    }
  });
});

for (
  const spec of [
    small,
    mlp({ hidden: [9, 6], input: [1, 3, 4] }),
    network("pooled", [1, 4, 4], [maxPool(), flatten(), dense(3)], 3),
  ]
) {
  Deno.test(`segment() of ${spec.name} gives the same bits whatever the budget for first layers`, async () => {
    const { network, theta, batch } = drawExample(spec, 10);
    const path = [0, 1, 2, 3].map((step) => move(theta, 0.01 * step, 3));
    const runtime = await loadRuntime("cpu", 1);
    // Three batches, the last one smaller: none of them kept, one or two, all.
    const walks = [];
    for (const budget of [0, 1500, 6000, 1e9]) {
      using program = createProgram(runtime, network, budget);
      using set = program.hold(batch, 4);
      const walk = [];
      for (const step of [0, 1, 2]) walk.push(await program.segment(path[step]!, path[step + 1]!, [0.5, 1], set));
      walks.push(walk);
    }
    for (const walk of walks) assertEquals(walk, walks[0]);
  });
}

Deno.test("heldBytes() counts samples with labels, and first layers' outputs within the budget", async () => {
  // At both ends: 500 outputs a sample, and a copy of 784 * 500 weights and 500 biases.
  const { network } = drawExample(mlp(), 1);
  const runtime = await loadRuntime("cpu", 1);
  const samples = 2000 * (784 + 1) * 4;
  const batch = 2 * 4 * (500 * 500 + 784 * 500 + 500);
  for (const [budget, kept] of [[0, 0], [2.5 * batch, 2], [1e9, 4]] as const) {
    using program = createProgram(runtime, network, budget);
    assertEquals(program.heldBytes(2000, 500), samples + kept * batch);
  }
});

Deno.test("calls that are made at once give the bits of calls one after the other", async () => {
  const example = drawExample(small, 8);
  const { theta, batch } = example;
  const ends = [1, 2, 3].map((seed) => move(theta, 0.1, seed));
  await withProgram(example, async (program) => {
    using set = program.hold(batch, 4);
    const together = await Promise.all(ends.map((end) => program.segment(theta, end, [0.5, 1], set)));
    const alone = [];
    for (const end of ends) alone.push(await program.segment(theta, end, [0.5, 1], set));
    assertEquals(together, alone);
  });
});

Deno.test("a disposed sample set and another program's are refused", async () => {
  const example = drawExample(small, 4);
  await withProgram(example, async (program) => {
    const set = program.hold(example.batch, 4);
    await withProgram(example, async (other) => {
      await assertRejects(() => other.evaluate(example.theta, set, "batch"), TypeError, "another's");
    });
    set[Symbol.dispose]();
    await assertRejects(() => program.evaluate(example.theta, set, "batch"), TypeError, "disposed");
  });
});

Deno.test("labels out of range are refused", async () => {
  const example = drawExample(small, 2);
  await withProgram(example, async (program) => {
    for (const label of [-1, 3]) {
      const batch = { inputs: example.batch.inputs, labels: Int32Array.of(0, label) };
      await assertRejects(() => program.gradient(example.theta, batch), TypeError, `${label}`);
    }
  });
});

Deno.test("two threads give nearly the numbers of one, and the same bits twice", async () => {
  const { network, theta, batch } = drawExample(mlp({ hidden: [64, 32] }), 64);
  const gradients: Float32Array[] = [];
  for (const threads of [1, 2, 2]) {
    using engine = await openOnnx("cpu", { threads });
    using program = await engine.compile(network);
    assertEquals(engine.info.threads, threads);
    gradients.push((await program.gradient(theta, batch)).gradient.slice());
  }
  const [one, two, again] = gradients as [Float32Array, Float32Array, Float32Array];
  assertEquals(two, again);
  // Sums are cut elsewhere.
  assertCloseInNorm(two, one, 1e-4, "two threads");
  assert(two.some((value) => value !== 0));
});
