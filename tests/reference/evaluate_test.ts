import { assertAlmostEquals, assertEquals } from "@std/assert";
import { cut, evaluate } from "./evaluate.ts";
import { gradient } from "./gradient.ts";
import { segment } from "./segment.ts";
import { drawExample, smallNetworks } from "./small_networks.ts";

Deno.test("evaluate() of one batch is the loss and accuracy of gradient()", () => {
  for (const small of smallNetworks) {
    const { network, theta, batch } = drawExample(small, 5);
    const { loss, correct } = gradient(network, theta, batch);
    const evaluation = evaluate(network, theta, [batch], "batch");
    // One product and one quotient more.
    assertAlmostEquals(evaluation.loss, loss, 1e-14, small.name);
    assertEquals(evaluation.accuracy, correct / 5);
  }
});

Deno.test("evaluate() counts each sample once where the last batch is smaller", () => {
  const { network, theta, batch } = drawExample(smallNetworks[0]!, 5);
  const whole = evaluate(network, theta, [batch], "batch");
  const parts = evaluate(network, theta, cut(batch, 2), "batch");
  assertEquals(cut(batch, 2).map(({ labels }) => labels.length), [2, 2, 1]);
  // Without batch normalisation the cut changes the order of the sum alone.
  assertAlmostEquals(parts.loss, whole.loss, 1e-14);
  assertEquals(parts.accuracy, whole.accuracy);
});

Deno.test("evaluate() with running statistics of mean 0 and variance 1 - 1e-5 leaves out the normalisation", () => {
  const { network, theta, batch } = drawExample(smallNetworks.find(({ name }) => name === "mlp")!, 5);
  const running = new Float32Array(network.statisticCount);
  for (const { role, offset, size } of network.statistics) {
    if (role === "variance") running.fill(1 - 1e-5, offset, offset + size);
  }
  const { layers } = network;
  const plain = { ...network, layers: layers.filter(({ kind }) => kind !== "batchNorm") };
  const silent = theta.slice();
  for (const { role, offset, size } of network.parameters) {
    if (role === "scale") silent.fill(1, offset, offset + size);
    if (role === "shift") silent.fill(0, offset, offset + size);
  }
  // 1 - 1e-5 is rounded to float32.
  assertAlmostEquals(
    evaluate(network, silent, [batch], { running }).loss,
    evaluate(plain, silent, [batch], "batch").loss,
    1e-6,
  );
});

Deno.test("segment() is evaluate() at its ends and in the middle", () => {
  const { network, theta, batch } = drawExample(smallNetworks.find(({ name }) => name === "residual")!, 5);
  const to = theta.map((value) => value * 0.9);
  const losses = segment(network, theta, to, [0, 0.5, 1], [batch]);
  assertEquals(losses[0], evaluate(network, theta, [batch], "batch").loss);
  const middle = Float64Array.from(theta, (value, i) => (value + to[i]!) / 2);
  assertEquals(losses[1], evaluate(network, middle, [batch], "batch").loss);
  assertEquals(losses[2], evaluate(network, to, [batch], "batch").loss);
});
