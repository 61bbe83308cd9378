/** Networks small enough for the naive reference, which together have every layer in every form, and samples for them. */

import { initialise } from "../../src/network/initialise.ts";
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
import { normals, randomStream } from "../../src/math/random.ts";
import type { Batch } from "../../src/spec/engine.ts";
import type { Network, ResolvedNetwork } from "../../src/spec/network.ts";

/** Every layer in every form, on images that are not square, so that height and width cannot be taken for each other. */
export const smallNetworks: readonly Network[] = [
  network("softmax regression", [1, 2, 3], [flatten(), dense(3)], 3),
  network("perceptron", [1, 2, 3], [flatten(), dense(7), relu(), dense(5), relu(), dense(4)], 4),
  mlp({ hidden: [9, 6], input: [1, 3, 4] }),
  network("one pool", [2, 6, 4], [convolution(3), relu(), maxPool(2), flatten(), dense(4)], 4),
  network("vgg block", [2, 6, 4], [
    ...[convolution(3), batchNorm(), relu(), maxPool(2)],
    ...[convolution(4, { bias: false }), batchNorm(), relu()],
    ...[flatten(), dense(5), relu(), dense(3)],
  ], 3),
  network("pool by three", [1, 6, 3], [convolution(2, { kernel: 1 }), maxPool(3), flatten(), dense(3)], 3),
  network("stride over an edge", [2, 6, 4], [
    ...[convolution(3, { stride: 2 }), relu(), convolution(4, { stride: 2, padding: 0, kernel: 2, bias: false })],
    ...[flatten(), dense(3)],
  ], 3),
  network("no padding", [2, 6, 5], [
    ...[convolution(3, { kernel: 3, stride: 2, padding: 0, bias: false }), batchNorm(), relu()],
    ...[globalAveragePool(), dense(3)],
  ], 3),
  network("kernels that slide", [1, 6, 5], [
    ...[convolution(2, { kernel: 5, padding: 1 }), convolution(3, { kernel: 5, bias: false }), relu()],
    ...[convolution(2, { kernel: 2, padding: 1 }), convolution(3, { padding: 0 }), relu()],
    ...[convolution(2, { kernel: 2, padding: 2, bias: false }), globalAveragePool(), dense(3)],
  ], 3),
  network("wide kernel", [1, 6, 4], [convolution(2, { kernel: 5 }), relu(), globalAveragePool(), dense(3)], 3),
  network("kernels and padding larger than the image, strides larger than the kernel", [1, 3, 2], [
    ...[convolution(2, { kernel: 5 }), relu(), convolution(3, { kernel: 2, padding: 3 }), relu()],
    ...[convolution(2, { kernel: 2, stride: 3, padding: 1 }), convolution(2, { kernel: 1, stride: 2, padding: 1 })],
    ...[globalAveragePool(), dense(3)],
  ], 3),
  network("residual", [2, 6, 4], [
    convolution(3, { bias: false }),
    residual({ before: [batchNorm(), relu()], body: [convolution(3), batchNorm(), relu(), convolution(3)] }),
    ...[batchNorm(), relu(), globalAveragePool(), dense(3)],
  ], 3),
  network("residual with shortcut", [2, 6, 4], [
    residual({
      before: [batchNorm(), relu()],
      body: [convolution(4, { stride: 2, bias: false }), batchNorm(), relu(), convolution(4, { bias: false })],
      shortcut: [convolution(4, { kernel: 1, stride: 2, bias: false })],
    }),
    ...[relu(), globalAveragePool(), dense(3)],
  ], 3),
  network("residual of features", [1, 2, 3], [
    flatten(),
    residual({ before: [], body: [dense(6), relu(), dense(6)] }),
    residual({ before: [relu()], body: [dense(5)], shortcut: [dense(5)] }),
    dense(3),
  ], 3),
];

/** The paper's networks, narrow. */
export const narrowNetworks: readonly Network[] = [vgg11({ width: 1 / 32 }), resnet56({ width: 1 / 8, blocks: 1 })];

/** A network with a point to look at and samples. */
export interface Example {
  readonly network: ResolvedNetwork;
  readonly theta: Float32Array<ArrayBuffer>;
  readonly batch: Batch;
}

/** Two pixels of the pool's window are equal, but their inputs are not: (1, 2), the first, and (2, 1). */
export const tiedPool: Example = {
  network: resolveNetwork(network("tied pool", [2, 2, 2], [
    ...[convolution(1, { kernel: 1, bias: false }), maxPool(2), flatten(), dense(2)],
  ], 2)),
  theta: Float32Array.of(1, 1, 0.25, -0.25, 0, 0),
  batch: { inputs: Float32Array.of(1, 2, 0, 0, 2, 1, 0, 0), labels: Int32Array.of(0) },
};

/** `count` normal samples, and theta from the initialisation, moved so that no scale is 1, no bias or shift 0. */
export function drawExample(network: Network, count: number, seed = 1): Example {
  const resolved = resolveNetwork(network);
  const normal = normals(randomStream(seed, `${network.name}/theta`));
  const theta = initialise(resolved, randomStream(seed, "initialisation")).map((value) => value + 0.1 * normal());
  return { network: resolved, theta, batch: drawBatch(network, count, seed) };
}

/** Standard normal inputs and uniform labels. */
export function drawBatch(network: Network, count: number, seed = 1): Batch {
  const random = randomStream(seed, `${network.name}/samples`);
  const normal = normals(random);
  return {
    inputs: Float32Array.from({ length: count * network.input.reduce((a, b) => a * b) }, () => normal()),
    labels: Int32Array.from({ length: count }, () => Math.floor(random() * network.classes)),
  };
}

/** A standard normal vector. */
export function drawVector(length: number, seed = 1): Float32Array<ArrayBuffer> {
  const normal = normals(randomStream(seed, "vector"));
  return Float32Array.from({ length }, () => normal());
}
