import { assertEquals } from "@std/assert";
import { countLanes } from "../../../src/engine/onnx/count_lanes.ts";
import type { Graph } from "../../../src/engine/onnx/graph.ts";
import { loadRuntime, type Runtime } from "../../../src/engine/onnx/runtime.ts";

const runtime = await loadRuntime("cpu", 1);

/** The library as it might be on another processor. */
function elsewhere(open: (graph: Graph) => Promise<(output: Float32Array) => void>): Runtime {
  return {
    ...runtime,
    async open(graph) {
      const compute = await open(graph);
      return {
        run: (_inputs, outputs) => Promise.resolve(compute(outputs.values().next().value!.data)),
        [Symbol.dispose]() {},
      };
    },
  };
}

Deno.test("countLanes() is 0 where the library lacks its own order, or keeps images as they are", async () => {
  assertEquals(await countLanes(elsewhere(() => Promise.reject(new Error("Not implemented")))), 0);
  assertEquals(
    await countLanes(elsewhere(() => Promise.resolve((output) => output.forEach((_, at) => output[at] = at)))),
    0,
  );
});

Deno.test("countLanes() is 0 where a convolution in that order gives other numbers", async () => {
  const order = (output: Float32Array) => output[8] = 1;
  const convolution = (graph: Graph) => (output: Float32Array) =>
    output.fill(graph.nodes.some(({ operator }) => operator === "VectorConv") ? 2 : 1);
  const wrong = elsewhere((graph) => Promise.resolve(graph.inputs.length === 1 ? order : convolution(graph)));
  assertEquals(await countLanes(wrong), 0);
});
