import { assertAlmostEquals, assertEquals } from "@std/assert";
import { openOnnx } from "../../../../src/engine/onnx/engine.ts";
import { gradientGraph } from "../../../../src/engine/onnx/gradient_graph.ts";
import { suitsWinograd } from "../../../../src/engine/onnx/layers/winograd.ts";
import { batchNorm, convolution, dense, flatten, globalAveragePool, network } from "../../../../src/network/layers.ts";
import { resolveNetwork } from "../../../../src/network/resolve.ts";
import { cut, evaluate } from "../../../reference/evaluate.ts";
import { gradient } from "../../../reference/gradient.ts";
import { hessianVector } from "../../../reference/hessian_vector.ts";
import { segment } from "../../../reference/segment.ts";
import { drawExample, drawVector } from "../../../reference/small_networks.ts";
import { assertCloseInNorm } from "../../contract/closeness.ts";

/** Two convolutions of the kind that `suitsWinograd`, with more inputs than outputs and the other way round, on oblong images. No kinks. */
const wide = network("wide convolutions", [2, 4, 8], [
  ...[convolution(48), batchNorm(), convolution(32, { bias: false }), batchNorm()],
  ...[convolution(40), globalAveragePool(), dense(3)],
], 3);

function kindsOf(spec: typeof wide): boolean[] {
  return resolveNetwork(spec).layers.flatMap((layer) => layer.kind === "convolution" ? [suitsWinograd(layer)] : []);
}

Deno.test("suitsWinograd() takes wide convolutions of 3x3 that keep an even height and width", () => {
  assertEquals(kindsOf(wide), [false, true, true]);
  const others = network("others", [32, 6, 5], [
    ...[convolution(32), convolution(32, { stride: 2 }), convolution(32, { kernel: 1 }), flatten(), dense(3)],
  ], 3);
  assertEquals(kindsOf(others), [false, false, false]);
});

// 4 bytes of 16 mixtures of 48 channels of 8 tiles of 5 samples are 0.1 MB, one part; of 60 samples 1.5 MB, two parts.
for (const samples of [5, 60]) {
  Deno.test(`wide convolutions of ${samples} samples agree with plain sums in loss, gradient and Hessian`, async () => {
    const { network, theta, batch } = drawExample(wide, samples);
    using engine = await openOnnx("cpu");
    using program = await engine.compile(network);

    using set = program.hold(batch, samples);
    const { loss } = await program.evaluate(theta, set, "batch");
    // float32 sums of 432 terms in another order, of logits of size 1.
    assertAlmostEquals(loss, evaluate(network, theta, [batch], "batch").loss, 2e-6);

    // As of other convolutions, see the engines' contract.
    const answer = await program.gradient(theta, batch);
    assertCloseInNorm(answer.gradient, gradient(network, theta, batch).gradient, 1e-5, "gradient");

    const along = drawVector(theta.length, 3);
    const product = await program.hessianVector(theta, along, batch);
    assertCloseInNorm(product, hessianVector(network, theta, along, batch), 1e-4, "Hessian's product");
  });
}

Deno.test("wide convolutions agree with plain sums on segments and by running statistics, a last batch of one with them", async () => {
  const { network, theta, batch } = drawExample(wide, 5);
  using engine = await openOnnx("cpu");
  using program = await engine.compile(network);
  using set = program.hold(batch, 4);
  const along = drawVector(theta.length, 3);
  const to = theta.map((value, index) => value + 0.01 * along[index]!);
  const points = [0, 0.4, 1];
  const losses = await program.segment(theta, to, points, set);
  const expected = segment(network, theta, to, points, cut(batch, 4));
  // As above.
  losses.forEach((loss, index) => assertAlmostEquals(loss, expected[index]!, 2e-6));

  const running = Float32Array.from(gradient(network, theta, batch).statistics);
  const { loss } = await program.evaluate(theta, set, { running });
  assertAlmostEquals(loss, evaluate(network, theta, [batch], { running }).loss, 2e-6);
});

Deno.test("a number that is not finite anywhere in wide convolutions reaches the loss", async () => {
  const { network, theta, batch } = drawExample(wide, 5);
  using engine = await openOnnx("cpu");
  using program = await engine.compile(network);
  for (const { name, offset } of network.parameters) {
    for (const value of [NaN, Infinity]) {
      const broken = theta.slice();
      broken[offset] = value;
      const { loss } = await program.gradient(broken, batch);
      assertEquals(Number.isFinite(loss), false, `${name} ${value}`);
    }
  }
});

Deno.test("wide convolutions multiply 16 numbers a tile, not 36", () => {
  const { network } = drawExample(wide, 5);
  const { nodes } = gradientGraph(network, 5, 0);
  const batched = nodes.filter(({ operator, outputs }) =>
    operator.endsWith("MatMul") && outputs[0]!.shape.length === 3 && outputs[0]!.shape[0] === 16
  );
  // Outputs, the input's gradient and the kernel's, of two layers.
  assertEquals(batched.length, 6);
});
