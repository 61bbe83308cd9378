import { assertAlmostEquals, assertEquals } from "@std/assert";
import { dense, flatten, network } from "../../src/network/layers.ts";
import { resolveNetwork } from "../../src/network/resolve.ts";
import { gradient } from "./gradient.ts";
import { drawExample, narrowNetworks, smallNetworks, tiedPool } from "./small_networks.ts";

for (const small of smallNetworks) {
  Deno.test(`gradient() of ${small.name} is the central difference of the loss in each coordinate`, () => {
    const { network, theta, batch } = drawExample(small, 4);
    const answer = gradient(network, theta, batch);
    for (let i = 0; i < network.parameterCount; i++) {
      const h = 1e-6;
      const lossAt = (step: number) => {
        const moved = Float64Array.from(theta);
        moved[i]! += step;
        return gradient(network, moved, batch).loss;
      };
      // Rounding of the losses, some 1e-16 / 1e-6, and h squared times a third derivative, which batch normalisation of four
      // samples makes as large as 1e3: both below 1e-8.
      assertAlmostEquals(answer.gradient[i]!, (lossAt(h) - lossAt(-h)) / (2 * h), 1e-8, `theta[${i}]`);
    }
  });
}

for (const narrow of narrowNetworks) {
  Deno.test(`gradient() of ${narrow.name} is the central difference of the loss along itself`, () => {
    const { network, theta, batch } = drawExample(narrow, 3);
    const answer = gradient(network, theta, batch);
    const square = answer.gradient.reduce((sum, value) => sum + value * value, 0);
    const h = 1e-6 / Math.sqrt(square);
    const lossAt = (step: number) =>
      gradient(network, Float64Array.from(theta, (value, i) => value + step * answer.gradient[i]!), batch).loss;
    // Relative: deep networks bend more than the small ones, so h squared times a third derivative stays below 1e-6.
    assertAlmostEquals((lossAt(h) - lossAt(-h)) / (2 * h) / square, 1, 1e-6);
  });
}

Deno.test("gradient() of softmax regression is (p - y) x' / N", () => {
  const softmax = resolveNetwork(network("softmax", [1, 1, 2], [flatten(), dense(2)], 2));
  // Logits (2, 0) and (0, 0): p = (s, 1 - s) with s = 1 / (1 + exp(-2)), and (1/2, 1/2).
  const theta = [1, 0, 0, 0, 0, 0];
  const batch = { inputs: Float32Array.of(2, 3, 0, 5), labels: Int32Array.of(0, 1) };
  const answer = gradient(softmax, Float64Array.from(theta), batch);
  const s = 1 / (1 + Math.exp(-2));
  const expected = [
    ...[(s - 1) * 2 / 2, ((s - 1) * 3 + 0.5 * 5) / 2, (1 - s) * 2 / 2, ((1 - s) * 3 - 0.5 * 5) / 2],
    ...[(s - 1 + 0.5) / 2, (1 - s - 0.5) / 2],
  ];
  // A few roundings of float64.
  expected.forEach((value, i) => assertAlmostEquals(answer.gradient[i]!, value, 1e-15));
  assertAlmostEquals(answer.loss, (-Math.log(s) + Math.log(2)) / 2, 1e-15);
  assertEquals(answer.correct, 1, "of equal logits the first one counts");
});

Deno.test("gradient() hands on the mean and the unbiased variance of the batch", () => {
  const { network, theta } = drawExample(smallNetworks.find(({ name }) => name === "no padding")!, 1);
  const silent = theta.fill(0);
  // The convolution's weights are all 0 but one, at the first channel's kernel corner: its outputs are the inputs it looks at.
  silent[0] = 1;
  const inputs = new Float32Array(2 * 2 * 6 * 5);
  [1, 2, 3, 4].forEach((value, i) => inputs[Math.floor(i / 2) * 10 + (i % 2) * 2] = value);
  const { statistics } = gradient(network, silent, { inputs, labels: Int32Array.of(0, 1) });
  // The first sample gives 1, 2, 3, 4 and the second 0, 0, 0, 0: mean 10/8, squares 30 - 8 (10/8)^2 over 7.
  assertAlmostEquals(statistics[0]!, 1.25, 1e-15);
  assertAlmostEquals(statistics[3]!, (30 - 12.5) / 7, 1e-15);
});

Deno.test("gradient() with running statistics equal to the batch's gives the batch's loss", () => {
  const { network, theta, batch } = drawExample(smallNetworks.find(({ name }) => name === "vgg block")!, 4);
  const own = gradient(network, theta, batch);
  const running = Float64Array.from(own.statistics);
  for (const { role, offset, size } of network.statistics) {
    // Places of the two normalised images: 6 x 4 before the pool, 3 x 2 behind it.
    const total = 4 * (size === 3 ? 24 : 6);
    if (role === "variance") { for (let i = offset; i < offset + size; i++) running[i]! *= (total - 1) / total; }
  }
  const frozen = gradient(network, theta, batch, running);
  // The same sums in the same order, but for the product above.
  assertAlmostEquals(frozen.loss, own.loss, 1e-14);
});

Deno.test("gradient() gives a pool's tie to the first maximum", () => {
  const { network, theta, batch } = tiedPool;
  const answer = gradient(network, theta, batch);
  // Logits (3/4, -3/4): the pool gets (p0 - 1)/4 - p1/4 = -p1/2, and hands it to the pixel (1, 2).
  const pooled = -0.5 / (1 + Math.exp(1.5));
  // A few roundings of float64.
  assertAlmostEquals(answer.gradient[0]!, pooled * 1, 1e-15);
  assertAlmostEquals(answer.gradient[1]!, pooled * 2, 1e-15);
});
