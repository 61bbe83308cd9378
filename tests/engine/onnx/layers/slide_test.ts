import { assert, assertEquals } from "@std/assert";
import { gradientGraph } from "../../../../src/engine/onnx/gradient_graph.ts";
import { Graph } from "../../../../src/engine/onnx/graph.ts";
import { slide } from "../../../../src/engine/onnx/layers/slide.ts";
import type { LayerContext } from "../../../../src/engine/onnx/layers/layer.ts";
import { loadRuntime } from "../../../../src/engine/onnx/runtime.ts";
import { batchNorm, convolution, globalAveragePool, network, relu } from "../../../../src/network/layers.ts";
import { resolveNetwork } from "../../../../src/network/resolve.ts";
import { drawVector } from "../../../reference/small_networks.ts";
import { assertCloseInNorm } from "../../contract/closeness.ts";
import { runGraph } from "../run_graph.ts";

const { lanes } = await loadRuntime("cpu", 1);
const unlessPlanar = { ignore: lanes === 0 };
const why = lanes === 0 ? " (not here: the library has no order of its own for this processor)" : "";

/** Channels in multiples of 16, which fill vectors of 8 as well. */
const cases = [
  { inputs: 16, outputs: 16, side: 8, kernel: 3, padding: 1, batch: 5 },
  { inputs: 16, outputs: 32, side: 7, kernel: 3, padding: 0, batch: 3 },
  { inputs: 48, outputs: 32, side: 5, kernel: 5, padding: 2, batch: 2 },
  { inputs: 32, outputs: 16, side: 4, kernel: 3, padding: 2, batch: 1 },
];

for (const { inputs, outputs, side, kernel, padding, batch } of cases) {
  const name = `${outputs}x${inputs}x${kernel}x${kernel} on ${batch} images of ${side}x${side}, padded by ${padding}`;
  Deno.test({
    name: `slide() over vectors of channels gives what it gives over planes: ${name}${why}`,
    ...unlessPlanar,
    async fn() {
      const to = side - kernel + 1 + 2 * padding;
      const [weights, images] = [outputs * inputs * kernel ** 2, inputs * side ** 2 * batch].map((size, seed) =>
        Array.from(drawVector(size, seed))
      );
      const over = async (lanes: number) => {
        const graph = new Graph();
        const taps = graph.input("kernel", [outputs, inputs, kernel, kernel]);
        const image = graph.input("images", [inputs, side ** 2 * batch]);
        const context = { graph, batch, lanes } as LayerContext;
        const path = { padding, from: [inputs, side, side], to: [outputs, to, to] } as const;
        graph.output("output", slide(taps, image, path, context));
        return await runGraph(graph, weights!, images!);
      };
      // float32 sums of up to 1,200 terms in another order.
      assertCloseInNorm(await over(lanes), await over(0), 1e-6, "vectors");
    },
  });
}

Deno.test("convolutions slide over vectors where both sides' channels fill them", () => {
  const vectors = (channels: number, lanes: number) => {
    const layers = [
      convolution(channels, { bias: false }),
      batchNorm(),
      relu(),
      convolution(channels),
      globalAveragePool(),
    ];
    const { nodes } = gradientGraph(resolveNetwork(network("two", [16, 4, 4], layers, channels)), 2, lanes);
    return nodes.filter(({ operator }) => operator === "VectorConv").length;
  };
  // Two forward, one for an input's gradient.
  assertEquals([vectors(16, 16), vectors(16, 8), vectors(16, 0), vectors(20, 16), vectors(24, 8)], [3, 3, 0, 0, 3]);
});

Deno.test("loadRuntime() finds how many channels stand side by side: 8, 16 or none", async () => {
  assert([0, 8, 16].includes(lanes), `${lanes}`);
  assertEquals((await loadRuntime("cpu", 2)).lanes, lanes);
});
