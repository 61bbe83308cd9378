import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { blockNorms } from "../../src/measure/block_norms.ts";
import { norm } from "../../src/math/vectors.ts";
import {
  batchNorm,
  convolution,
  dense,
  flatten,
  globalAveragePool,
  network,
  relu,
  residual,
} from "../../src/network/layers.ts";
import type { Network } from "../../src/spec/network.ts";
import { openReference } from "../reference/engine.ts";
import { quadraticContext } from "../reference/observe_quadratic.ts";
import { quadraticCase } from "../reference/quadratic.ts";
import { drawExample, smallNetworks } from "../reference/small_networks.ts";
import { inFolder } from "../walk/in_folder.ts";
import { MemorySink } from "../walk/memory_sink.ts";
import { smallCase, walkSmall } from "../walk/small_walk.ts";

const learningRate = 0.1;

/** What the measure gives of a theta, by name, and the program to try it with. */
async function normsOf(spec: Network) {
  const example = drawExample(spec, 8);
  const program = await openReference().compile(example.network);
  const observer = blockNorms().start({ ...quadraticContext([]), case: quadraticCase({ learningRate }), program });
  const measure = async (theta: Float32Array<ArrayBuffer>) =>
    Object.fromEntries((await observer.end!(theta)).map(({ name, value }) => [name, value]));
  return { example, program, measure };
}

const normalised = [
  ...smallNetworks.filter(({ layers }) => JSON.stringify(layers).includes("batchNorm")),
  network(
    "normalised perceptron",
    [1, 2, 3],
    [flatten(), dense(5), batchNorm(), relu(), dense(4), relu(), dense(3)],
    3,
  ),
  network("in a residual", [2, 4, 4], [
    convolution(3),
    residual({ before: [batchNorm(), relu()], body: [convolution(3), batchNorm(), relu(), convolution(3)] }),
    residual({
      before: [],
      body: [convolution(3), batchNorm()],
      shortcut: [convolution(3, { kernel: 1 }), batchNorm()],
    }),
    ...[relu(), globalAveragePool(), dense(3)],
  ], 3),
];

Deno.test("blockNorms() splits theta's norm into that of batch normalisation's scales and that of all else", async () => {
  for (const spec of normalised) {
    const { example, measure } = await normsOf(spec);
    const { norm_gamma: gamma, norm_without_gamma: rest } = await measure(example.theta);
    // Sums of squares of float32 numbers in float64, in another order.
    assertAlmostEquals(Math.hypot(gamma!, rest!), norm(example.theta), 1e-12, spec.name);
    const scales = example.network.parameters.filter(({ name }) => name.endsWith("scale"));
    const own = scales.flatMap(({ offset, size }) => [...example.theta.subarray(offset, offset + size)]);
    assertAlmostEquals(gamma!, norm(Float32Array.from(own)), 1e-12, spec.name);
    assert(own.length > 0 && gamma! > 0);
  }
});

Deno.test("blockNorms() takes for scale-invariant just the weights whose length the loss does not depend on", async () => {
  for (const spec of normalised) {
    const { example, program, measure } = await normsOf(spec);
    const { theta, network: resolved, batch } = example;
    using set = program.hold(batch, 8);
    const { loss } = await program.evaluate(theta, set, "batch");
    let square = 0;
    for (const { offset, size, name } of resolved.parameters.filter(({ name }) => name.endsWith("weight"))) {
      const longer = theta.map((value, i) => i >= offset && i < offset + size ? 2 * value : value);
      const change = Math.abs((await program.evaluate(longer, set, "batch")).loss - loss);
      // Batch normalisation adds 1e-5 to a variance of about 1: what is left of the invariance.
      assert(change < 1e-4 || change > 1e-3, `${spec.name}, ${name}: ${change}`);
      if (change < 1e-4) square += norm(theta.subarray(offset, offset + size)) ** 2;
    }
    const { effective_rate: rate } = await measure(theta);
    if (square === 0) assertEquals(rate, undefined, spec.name);
    else assertAlmostEquals(rate! * square, learningRate, 1e-12, spec.name);
  }
});

Deno.test("blockNorms() has neither scales nor an effective rate without batch normalisation", async () => {
  const plain = smallNetworks.find(({ name }) => name === "perceptron")!;
  const { example, measure } = await normsOf(plain);
  const { norm_gamma: gamma, norm_without_gamma: rest, ...others } = await measure(example.theta);
  assertEquals([gamma, others], [0, {}]);
  assertAlmostEquals(rest!, norm(example.theta), 1e-12); // as above
});

Deno.test("blockNorms() looks at measured epochs' ends and the walk's, and begins with scales of 1", async () => {
  const memory = new MemorySink();
  const tiny = { learningRate: 1e-9, momentum: 0, weightDecay: 0 };
  await inFolder(async (folder) => void await walkSmall({ folder, memory, measures: [blockNorms()], fields: tiny }));
  const gammas = memory.measurements.filter(({ name }) => name === "norm_gamma");
  assertEquals(gammas.map(({ epoch }) => epoch), [1, 3, undefined]);
  // Two scales, moved by less than float32 sees.
  for (const { value } of gammas) assertAlmostEquals(value, Math.SQRT2, 1e-6);
  assertEquals(memory.measurements.filter(({ name }) => name === "effective_rate").length, 3);
  assertEquals(blockNorms().passes(smallCase), 0);
});
