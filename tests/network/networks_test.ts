import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { randomStream } from "../../src/math/random.ts";
import { initialise, initialStatistics } from "../../src/network/initialise.ts";
import {
  batchNorm,
  convolution,
  dense,
  flatten,
  globalAveragePool,
  maxPool,
  network,
  relu,
  residual,
} from "../../src/network/layers.ts";
import { mlp } from "../../src/network/mlp.ts";
import { resnet56 } from "../../src/network/resnet56.ts";
import { resolveNetwork } from "../../src/network/resolve.ts";
import { vgg11 } from "../../src/network/vgg11.ts";
import type { Layer } from "../../src/spec/network.ts";
import { UserError } from "../../src/spec/user_error.ts";

Deno.test("mlp() has the paper's 573,060 parameters", () => {
  assertEquals(resolveNetwork(mlp()).parameterCount, 573_060);
});

Deno.test("vgg11() has the paper's 9,756,426 parameters", () => {
  assertEquals(resolveNetwork(vgg11()).parameterCount, 9_756_426);
});

Deno.test("resnet56() has the parameters that its layers add up to", () => {
  const { parameterCount, parameters } = resolveNetwork(resnet56());
  // Summed by hand: first convolution, three stages of nine blocks with two 1x1 shortcuts, last batch normalisation, dense layer.
  const stage = (inputs: number, width: number) => {
    const first = 2 * inputs + 9 * inputs * width + 2 * width + 9 * width * width +
      (inputs === width ? 0 : inputs * width);
    return first + 8 * (2 * width + 9 * width * width + 2 * width + 9 * width * width);
  };
  assertEquals(parameterCount, 9 * 3 * 16 + stage(16, 16) + stage(16, 32) + stage(32, 64) + 128 + 650);
  assertEquals(parameters.filter(({ shape }) => shape.length === 4 && shape[2] === 3).length, 55);
});

Deno.test("resolveNetwork() lays theta out without gaps, weight before bias", () => {
  for (const one of [mlp(), vgg11({ width: 1 / 8 }), resnet56({ width: 0.5 })]) {
    const { parameters, parameterCount, statistics, statisticCount } = resolveNetwork(one);
    for (const [blocks, count] of [[parameters, parameterCount], [statistics, statisticCount]] as const) {
      let offset = 0;
      for (const block of blocks) {
        assertEquals(block.offset, offset);
        offset += block.size;
      }
      assertEquals(offset, count);
    }
    const biases = parameters.flatMap(({ role }, index) => role === "bias" ? [parameters[index - 1]?.role] : []);
    assert(biases.every((role) => role === "weight"));
  }
});

Deno.test("resolveNetwork() refuses layers that do not fit, by their path", () => {
  const refused = (layers: Parameters<typeof network>[2], part: string) => {
    const { message } = assertThrows(() => resolveNetwork(network("odd", [1, 6, 6], layers)), UserError, part);
    assert(!message.includes("\n"));
  };
  refused([dense(10)], "layers.0 (dense) needs features");
  refused([maxPool(4)], "divisible by 4");
  refused([flatten(), dense(9)], "10 logits");
  refused([flatten(), globalAveragePool()], "needs an image: [36]");
  refused([flatten(), convolution(2)], "needs an image: [36]");
  refused([residual({ before: [], body: [convolution(2)] })], "adds [1, 6, 6] to [2, 6, 6]");
  refused([convolution(4, { kernel: 9, padding: 0 })], "as large as its kernel, 9, with padding 0: [1, 6, 6]");
  refused([convolution(4, { kernel: 9, padding: 1 })], "as large as its kernel, 9, with padding 1: [1, 6, 6]");
});

Deno.test("resolveNetwork() refuses numbers that no layer can have", () => {
  const refused = (layer: Layer, part: string) =>
    assertThrows(() => resolveNetwork(network("odd", [1, 6, 6], [layer, flatten(), dense(10)])), UserError, part);
  for (const kernel of [2, 4]) {
    refused(convolution(4, { kernel }), `none in whole pixels keeps the size with the even kernel ${kernel}`);
  }
  for (const count of [0, -1, 1.5, NaN, Infinity, 2 ** 53]) {
    refused(convolution(count), `outputs that is a positive integer: ${count}`);
    refused(convolution(2, { kernel: count, padding: 0 }), `kernel that is a positive integer: ${count}`);
    refused(convolution(2, { stride: count }), `stride that is a positive integer: ${count}`);
    refused(maxPool(count), `size that is a positive integer: ${count}`);
    refused(residual({ before: [flatten()], body: [dense(count)] }), `outputs that is a positive integer: ${count}`);
  }
  for (const padding of [-1, 0.5, NaN, Infinity]) {
    refused(convolution(2, { padding }), `padding that is zero or a positive integer: ${padding}`);
  }
  refused(convolution(2, { padding: 100_000 }), "at most 2147483647 numbers a sample: [2, 200004, 200004]");
  refused({ kind: "dropout" } as unknown as Layer, "(dropout) must be a layer that there is");
  refused(dense as unknown as Layer, "must be a layer: function");
  const [layers, input] = [[flatten(), dense(10)], [1, 28.5, 28]] as const;
  assertThrows(() => resolveNetwork(network("odd", input as [number, number, number], layers)), UserError, "28.5");
  assertThrows(() => resolveNetwork(network("odd", [1, 6, 6], layers, 1.5)), UserError, "classes that is");
  const wide = network("odd", [1, 60, 60], [flatten(), dense(1_000_000), dense(10)]);
  assertThrows(() => resolveNetwork(wide), UserError, "at most 2147483647 parameters");
});

Deno.test("width multiplies every layer of vgg11() and resnet56() but the last", () => {
  const { parameters } = resolveNetwork(vgg11({ width: 1 / 8 }));
  const kernels = parameters.filter(({ shape }) => shape.length === 4).map(({ shape }) => shape[0]);
  assertEquals(kernels, [8, 16, 32, 32, 64, 64, 64, 64]);
  assertEquals(parameters.at(-1)!.shape, [10]);
  assertThrows(() => vgg11({ width: 0 }), UserError, "positive");
  assertThrows(() => resnet56({ width: NaN }), UserError, "positive");
  assertThrows(() => mlp({ hidden: [10, 0] }), UserError, "positive integers: 0");
});

Deno.test("initialise() draws kernels N(0, 2 / (k k outputs)), dense layers uniform in 1 / sqrt(inputs)", () => {
  const resolved = resolveNetwork(
    network("wide", [3, 8, 8], [
      convolution(512),
      batchNorm(),
      relu(),
      maxPool(8),
      flatten(),
      dense(400),
      relu(),
      dense(10),
    ]),
  );
  const theta = initialise(resolved, randomStream(0, "test"));
  const block = (name: string) => {
    const { offset, size } = resolved.parameters.find((one) => one.name === name)!;
    return theta.subarray(offset, offset + size);
  };
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = (values: Float32Array) => Math.sqrt(mean(values.map((value) => value * value)));
  const kernel = block("layers.0.weight");
  // 13,824 draws: the standard error of the mean is 0.85 %, of the deviation 0.6 %, of the deviation itself; five of each.
  assertAlmostEquals(mean(kernel), 0, 0.0425 * Math.sqrt(2 / (9 * 512)));
  assertAlmostEquals(deviation(kernel), Math.sqrt(2 / (9 * 512)), 0.03 * Math.sqrt(2 / (9 * 512)));
  assert(block("layers.0.bias").every((value) => value === 0));
  assert(block("layers.1.scale").every((value) => value === 1));
  assert(block("layers.1.shift").every((value) => value === 0));
  const weight = block("layers.5.weight");
  const bound = 1 / Math.sqrt(512);
  assert(weight.every((value) => Math.abs(value) <= bound) && weight.some((value) => Math.abs(value) > 0.99 * bound));
  // A uniform's deviation is bound / sqrt(3); 204,800 draws put it within 0.5 %.
  assertAlmostEquals(deviation(weight), bound / Math.sqrt(3), 0.005 * bound);
  assert(block("layers.5.bias").some((value) => Math.abs(value) > 0.9 * bound));
});

Deno.test("initialise() gives the same theta for the same seed only", () => {
  const resolved = resolveNetwork(mlp({ hidden: [8] }));
  const draw = (seed: number) => initialise(resolved, randomStream(seed, "initialisation"));
  assertEquals(draw(3), draw(3));
  assert(draw(3).some((value, i) => value !== draw(4)[i]));
});

Deno.test("initialStatistics() are mean 0 and variance 1", () => {
  const resolved = resolveNetwork(mlp({ hidden: [2] }));
  assertEquals([...initialStatistics(resolved)], [0, 0, 1, 1]);
});
