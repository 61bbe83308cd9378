import { assert, assertEquals } from "@std/assert";
import { Graph, type Value } from "../../../../src/engine/onnx/graph.ts";
import { loadRuntime } from "../../../../src/engine/onnx/runtime.ts";
import { Exchange } from "../../../../src/engine/onnx/split/exchange.ts";
import { openStages } from "../../../../src/engine/onnx/split/staged_session.ts";
import { cutIntoStages } from "../../../../src/engine/onnx/split/stages.ts";

/** x less its sum over all threads and numbers, so many times; the values keep the shape that they were reshaped to. */
function lessSums(times: number): Graph {
  const graph = new Graph();
  let x: Value = graph.input("x", [2, 3]);
  for (let time = 0; time < times; time++) {
    const squares = graph.multiply(x, x);
    const [all] = graph.gatherAcrossThreads([graph.reduce("ReduceSum", squares, [0, 1])], 1) as [Value];
    const row = graph.reshape(squares, [1, 6]);
    x = graph.reshape(graph.subtract(row, graph.reshape(all, [1, 1])), [2, 3]);
  }
  graph.output("y", x);
  return graph;
}

Deno.test("cutIntoStages() cuts at exchanges, and knows stages that compute the same", () => {
  const { stages } = cutIntoStages(lessSums(4));
  assertEquals(stages.length, 5);
  assertEquals(stages.map(({ exchange }) => exchange !== undefined), [true, true, true, true, false]);
  assertEquals(new Set(stages.map(({ key }) => key)).size, 3);
  assertEquals(stages[1]!.key, stages[2]!.key);
});

Deno.test("cutIntoStages() lets values go on in the shape that they were computed in", () => {
  const { stages, origins } = cutIntoStages(lessSums(2));
  const outputs = stages.flatMap(({ outputs }) => outputs);
  const reshaped = outputs.filter((value) => origins.has(value));
  // The last is an output of the whole, in the shape that it was asked for.
  assertEquals(reshaped.map(({ shape }) => shape), [[2, 3]]);
});

Deno.test("openStages() computes what the graph says, the same every time", async () => {
  const runtime = await loadRuntime("cpu", 1);
  const exchange = new Exchange({ memory: Exchange.memory(1, 1), threads: 1, thread: 0 });
  using session = await openStages(runtime, lessSums(3), exchange);
  const inputs = new Map([["x", runtime.tensor([2, 3], Float32Array.of(0.1, 0.2, 0.3, 0.1, 0, 0.2))]]);
  const y = runtime.tensor([2, 3]);
  const expected = [0.1, 0.2, 0.3, 0.1, 0, 0.2];
  for (let time = 0; time < 3; time++) {
    const squares = expected.map((value) => value * value);
    const sum = squares.reduce((a, b) => a + b);
    expected.splice(0, 6, ...squares.map((square) => square - sum));
  }
  for (let run = 0; run < 2; run++) {
    await session.run(inputs, new Map([["y", y]]));
    // float32's rounding of numbers under 1.
    y.data.forEach((value, index) => assert(Math.abs(value - expected[index]!) < 1e-6, `${value} ${expected[index]}`));
  }
});

Deno.test("openStages() keeps a value for an exchange after its last stage, and lets exchanges follow each other", async () => {
  const runtime = await loadRuntime("cpu", 1);
  const graph = new Graph();
  const x = graph.input("x", [2]);
  const double = graph.add(x, x);
  const [first] = graph.gatherAcrossThreads([x], 1) as [Value];
  // Of the same size as `double`, which no stage uses after this one.
  const beside = graph.add(double, graph.reshape(first, [2]));
  const [second] = graph.gatherAcrossThreads([beside], 1) as [Value];
  const [third, fourth] = graph.gatherAcrossThreads([double, second], 1) as [Value, Value];
  graph.output("y", graph.add(graph.reshape(third, [2]), graph.reshape(fourth, [2])));
  const exchange = new Exchange({ memory: Exchange.memory(1, 4), threads: 1, thread: 0 });
  using session = await openStages(runtime, graph, exchange);
  const y = runtime.tensor([2]);
  await session.run(new Map([["x", runtime.tensor([2], Float32Array.of(1, 3))]]), new Map([["y", y]]));
  assertEquals(y.data, Float32Array.of(5, 15));
});
