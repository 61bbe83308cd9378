import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { Graph, type Value } from "../../../src/engine/onnx/graph.ts";
import { writeTangents } from "../../../src/engine/onnx/tangent.ts";
import { runGraph } from "./run_graph.ts";

type Write = (graph: Graph, x: Value, y: Value) => Value;

const pick = (graph: Graph) => graph.constant([3], () => Int32Array.of(1, 0, 1));

/** One function of two 2x2 matrices for each operator that has a rule, none near a kink at the point below. */
const functions: Record<string, Write> = {
  Add: (graph, x, y) => graph.add(x, graph.reduce("ReduceSum", y, [0])),
  Cast: (graph, x, y) => graph.multiply(graph.indicator(graph.compare("Greater", x, y)), graph.multiply(x, x)),
  Concat: (graph, x, y) => graph.concatenate([x, graph.fill(1, [2, 1]), graph.multiply(y, y)], 1),
  Conv: (graph, x, y) =>
    graph.apply("Conv", [graph.reshape(x, [1, 1, 2, 2]), graph.reshape(y, [1, 1, 2, 2])], [1, 1, 3, 3], {
      ...{ dilations: [1, 1], kernel_shape: [2, 2], pads: [1, 1, 1, 1] },
    }),
  FusedMatMul: (graph, x, y) =>
    graph.batchedProduct(graph.reshape(x, [2, 2, 1]), graph.reshape(y, [2, 1, 2]), { left: true, right: true }),
  Gather: (graph, x) => graph.gather(graph.multiply(x, x), pick(graph), 1),
  Gemm: (graph, x, y) => graph.matrixProduct(x, y, { left: true, right: true }),
  MatMul: (graph, x, y) => graph.matrixProduct(x, graph.matrixProduct(y, x)),
  Max: (graph, x, y) => graph.binary("Max", graph.multiply(x, x), y),
  Mul: (graph, x, y) => graph.multiply(graph.multiply(x, y), graph.reduce("ReduceMean", x, [1])),
  Neg: (graph, x) => graph.unary("Neg", graph.multiply(x, x)),
  Reciprocal: (graph, x) => graph.unary("Reciprocal", graph.add(x, graph.fill(1))),
  Relu: (graph, x, y) => graph.multiply(graph.unary("Relu", graph.subtract(x, y)), x),
  Reshape: (graph, x, y) => graph.reshape(graph.multiply(x, y), [4, 1]),
  Softmax: (graph, x, y) => graph.softmax(graph.multiply(x, y), 0),
  Split: (graph, x) => graph.multiply(...graph.split(x, 2, 1) as [Value, Value]),
  Sqrt: (graph, x) => graph.unary("Sqrt", x),
  Sub: (graph, x, y) => graph.subtract(graph.fill(1, [2, 2]), graph.multiply(x, y)),
  Transpose: (graph, x, y) => graph.transpose(graph.multiply(x, y), [1, 0]),
};

const point = { x: [0.7, 1.3, 2.1, 0.4], y: [1.1, 0.6, 0.9, 1.7] };
const direction = { x: [0.3, -0.8, 0.5, 1], y: [-0.6, 0.2, 0.9, -0.4] };

for (const [operator, write] of Object.entries(functions)) {
  Deno.test(`writeTangents() of ${operator} agrees with central differences`, async () => {
    const at = async (step: number) => {
      const graph = new Graph();
      graph.output("f", write(graph, graph.input("x", [2, 2]), graph.input("y", [2, 2])));
      const move = (from: number[], along: number[]) => from.map((value, index) => value + step * along[index]!);
      return await runGraph(graph, move(point.x, direction.x), move(point.y, direction.y));
    };
    const graph = new Graph();
    const [x, y] = [graph.input("x", [2, 2]), graph.input("y", [2, 2])];
    const f = write(graph, x, y);
    const directions = new Map([[x, graph.input("dx", [2, 2])], [y, graph.input("dy", [2, 2])]]);
    graph.output("df", writeTangents(graph, directions).get(f)!);
    const tangent = await runGraph(graph, point.x, point.y, direction.x, direction.y);

    const step = 2 ** -6;
    const [above, below] = [await at(step), await at(-step)];
    assertEquals(tangent.length, above.length);
    tangent.forEach((value, index) => {
      const difference = (above[index]! - below[index]!) / (2 * step);
      // step^2 / 6 = 4e-5 times third derivatives of up to 30, and float32's rounding over 2 * step.
      assertAlmostEquals(value, difference, 2e-3);
    });
  });
}

Deno.test("writeTangents() knows what does not depend on the directions", () => {
  const graph = new Graph();
  const [x, y] = [graph.input("x", [2]), graph.input("y", [2])];
  const [fixed, moved] = [graph.multiply(y, y), graph.multiply(x, y)];
  const tangents = writeTangents(graph, new Map([[x, graph.input("dx", [2])]]));
  assertEquals(tangents.has(fixed), false);
  assertEquals(tangents.has(moved), true);
});

Deno.test("writeTangents() refuses an operator that it has no rule for", () => {
  const graph = new Graph();
  const x = graph.input("x", [2]);
  graph.unary("Exp", x);
  assertThrows(() => writeTangents(graph, new Map([[x, x]])), Error, "internal: no tangent of Exp");
});
