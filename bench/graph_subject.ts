import { Graph, sizeOf } from "../src/engine/onnx/graph.ts";
import { loadRuntime, type Provider } from "../src/engine/onnx/runtime.ts";
import type { BenchSetting, Subject } from "../src/spec/bench.ts";
import { noise } from "./noise.ts";

/** ONNX Runtime's provider that an engine is; undefined for another library's engine, which has no graphs of ours. */
export function providerOf({ engine }: BenchSetting): Provider | undefined {
  const [library, provider] = engine.split(":");
  return library === "onnx" ? provider as Provider : undefined;
}

/** A benchmark of a graph that `write` writes, on noise. */
export function graphSubject(
  subject: Omit<Subject, "open">,
  { provider, threads }: { readonly provider: Provider; readonly threads: number },
  write: (graph: Graph, lanes: number) => void,
): Subject {
  return {
    ...subject,
    async open() {
      const runtime = await loadRuntime(provider, threads);
      const graph = new Graph();
      write(graph, runtime.lanes);
      const session = await runtime.open(graph);
      const inputs = new Map(
        graph.inputs.map(({ name, shape }) => [name, runtime.tensor(shape, noise(sizeOf(shape)))]),
      );
      const outputs = new Map(graph.outputs.map(({ name, shape }) => [name, runtime.tensor(shape)]));
      return { run: () => session.run(inputs, outputs), [Symbol.dispose]: () => session[Symbol.dispose]() };
    },
  };
}
