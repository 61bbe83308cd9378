import { assert, assertEquals, assertThrows } from "@std/assert";
import { Graph } from "../../../src/engine/onnx/graph.ts";
import { serialise } from "../../../src/engine/onnx/model.ts";
import { runGraph } from "./run_graph.ts";

Deno.test("Graph knows the shapes that operators give", () => {
  const graph = new Graph();
  const a = graph.input("a", [2, 3]);
  const b = graph.input("b", [3, 4]);
  assertEquals(graph.matrixProduct(a, b).shape, [2, 4]);
  assertEquals(graph.matrixProduct(b, a, { left: true, right: true }).shape, [4, 2]);
  assertEquals(graph.add(a, graph.fill(1, [2, 1])).shape, [2, 3]);
  assertEquals(graph.reduce("ReduceSum", a, [1]).shape, [2, 1]);
  assertEquals(graph.transpose(a, [1, 0]).shape, [3, 2]);
  assertEquals(graph.concatenate([a, a], 1).shape, [2, 6]);
  assertEquals(graph.split(b, 2, 1).map(({ shape }) => shape), [[3, 2], [3, 2]]);
  assertThrows(() => graph.add(a, b), Error, "internal");
});

Deno.test("Graph makes a constant with a key once", () => {
  const graph = new Graph();
  assert(graph.fill(0, [2]) === graph.fill(0, [2]));
  assert(graph.fill(0, [2]) !== graph.fill(0, [1, 2]));
});

Deno.test("serialise() gives a model that ONNX Runtime runs", async () => {
  const graph = new Graph();
  const a = graph.input("a", [2, 2]);
  const turned = graph.gather(a, graph.constant([3], () => Int32Array.of(1, 0, 1)), 1);
  const larger = graph.multiply(turned, graph.indicator(graph.compare("Greater", turned, graph.fill(2.5))));
  graph.output("y", graph.matrixProduct(a, larger, { left: true }), [6]);
  // [[1, 2], [3, 4]]: turned [[2, 1, 2], [4, 3, 4]], 0 up to 2.5, times the transposed from the left.
  assertEquals([...await runGraph(graph, [1, 2, 3, 4])], [12, 9, 12, 16, 12, 16]);
});

Deno.test("serialise() leaves out what no output needs", () => {
  const graph = new Graph();
  const a = graph.input("a", [2]);
  graph.output("y", graph.unary("Exp", a));
  const before = serialise(graph).length;
  graph.unary("Log", a);
  assertEquals(serialise(graph).length, before);
});
