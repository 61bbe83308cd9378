/** Runs a graph once, for tests. */

import type { Graph } from "../../../src/engine/onnx/graph.ts";
import { loadRuntime } from "../../../src/engine/onnx/runtime.ts";

/** The graph's first output for these numbers of its inputs, in their order. */
export async function runGraph(graph: Graph, ...inputs: readonly (readonly number[])[]): Promise<Float32Array> {
  const runtime = await loadRuntime("cpu", 1);
  using session = await runtime.open(graph);
  const output = runtime.tensor(graph.outputs[0]!.shape);
  const fed = graph.inputs.map(({ name, shape }, index) =>
    [name, runtime.tensor(shape, Float32Array.from(inputs[index]!))] as const
  );
  await session.run(new Map(fed), new Map([[graph.outputs[0]!.name, output]]));
  return output.data;
}
