import { assertEquals } from "@std/assert";
import { forwardFlops, gradientFlops, layerFlops, segmentFlops } from "../../src/network/flops.ts";
import { batchNorm, convolution, dense, flatten, maxPool, network, relu, residual } from "../../src/network/layers.ts";
import { mlp } from "../../src/network/mlp.ts";
import { resnet56 } from "../../src/network/resnet56.ts";
import { resolveNetwork } from "../../src/network/resolve.ts";
import { vgg11 } from "../../src/network/vgg11.ts";

// Multiply-adds by hand: outputs * height * width * inputs * kernel^2.
const first = 4 * (8 * 8) * 3 * 9;
const second = 5 * (2 * 2) * 4 * 9;
const shortcut = 5 * (2 * 2) * 4 * 1;
const last = (5 * 2 * 2) * 10;

const small = resolveNetwork(network("small", [3, 8, 8], [
  convolution(4),
  batchNorm(),
  relu(),
  maxPool(2),
  residual({
    before: [batchNorm(), relu()],
    body: [convolution(5, { stride: 2, bias: false })],
    shortcut: [convolution(5, { kernel: 1, stride: 2, bias: false })],
  }),
  flatten(),
  dense(10),
]));

Deno.test("forwardFlops() is two operations a multiply-add of convolutions and dense layers, counted by hand", () => {
  assertEquals(forwardFlops(small), 2 * (first + second + shortcut + last));
});

Deno.test("layerFlops() is 0 for a layer without products and the sum of its branches for a residual block", () => {
  const flops = small.layers.map(layerFlops);
  assertEquals(flops, [2 * first, 0, 0, 0, 2 * (second + shortcut), 0, 2 * last]);
});

Deno.test("gradientFlops() is three forward passes without the gradient by the data", () => {
  assertEquals(gradientFlops(small), 2 * (2 * first + 3 * (second + shortcut + last)));
});

Deno.test("segmentFlops() counts the first layer once and all others at each point", () => {
  assertEquals(segmentFlops(small, 10), 2 * (first + 10 * (second + shortcut + last)));
  assertEquals(segmentFlops(resolveNetwork(mlp()), 10), 2 * (784 * 500 + 10 * (500 * 350 + 350 * 10)));
});

Deno.test("forwardFlops() of the paper's networks is what their tables add up to, and what resolving counts", () => {
  const vgg =
    9 * (3 * 64 * 1024 + 64 * 128 * 256 + (128 + 256) * 256 * 64 + (256 + 512) * 512 * 16 + 2 * 512 * 512 * 4) +
    2 * 512 * 512 + 5120;
  assertEquals(forwardFlops(resolveNetwork(vgg11())), 2 * vgg);
  // Nine blocks a stage of two convolutions; the first of a stage halves the side and has a 1x1 shortcut.
  const resnet =
    9 * (3 * 16 * 1024 + 18 * 16 * 16 * 1024 + (16 * 32 + 17 * 32 * 32) * 256 + (32 * 64 + 17 * 64 * 64) * 64) +
    16 * 32 * 256 + 32 * 64 * 64 + 640;
  assertEquals(forwardFlops(resolveNetwork(resnet56())), 2 * resnet);
  for (const one of [mlp(), vgg11({ width: 1 / 16 }), resnet56({ width: 0.5 })]) {
    const resolved = resolveNetwork(one);
    assertEquals(forwardFlops(resolved), 2 * resolved.multiplyAdds);
  }
});
