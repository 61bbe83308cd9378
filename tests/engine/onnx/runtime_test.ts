import { assertEquals, assertRejects } from "@std/assert";
import { Graph } from "../../../src/engine/onnx/graph.ts";
import { loadRuntime } from "../../../src/engine/onnx/runtime.ts";

/** The slices of a long vector that indices name, more than the library is let copy again. */
function slices(): Graph {
  const graph = new Graph();
  const rows = graph.input("rows", [3, 50_000]);
  graph.output("rows again", graph.gather(rows, graph.input("table", [2], "int32"), 0));
  return graph;
}

Deno.test("run() writes outputs into their tensors, small and large", async () => {
  const runtime = await loadRuntime("cpu", 1);
  for (const length of [4, 100_000]) {
    const graph = new Graph();
    const x = graph.input("x", [length]);
    graph.output("double", graph.add(x, x));
    graph.output("sum", graph.reduce("ReduceSum", x, [0]));
    using session = await runtime.open(graph);
    const [double, sum] = [runtime.tensor([length]), runtime.tensor([1])];
    const inputs = new Map([["x", runtime.tensor([length], new Float32Array(length).fill(0.5))]]);
    await session.run(inputs, new Map([["double", double], ["sum", sum]]));
    assertEquals([double.data[0], double.data.at(-1), sum.data[0]], [1, 1, length / 2]);
  }
});

Deno.test("run() tells the library's own complaints where outputs are large", async () => {
  const runtime = await loadRuntime("cpu", 1);
  using session = await runtime.open(slices());
  const rows = runtime.tensor([3, 50_000]);
  const table = { ...runtime.tensor([2]), data: new Float32Array(2) };
  const again = runtime.tensor([2, 50_000]);
  const run = () => session.run(new Map([["rows", rows], ["table", table]]), new Map([["rows again", again]]));
  await assertRejects(run, Error, "Unexpected input data type");
});
