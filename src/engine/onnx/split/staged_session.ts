import type { Graph, Value } from "../graph.ts";
import type { Runtime, Session } from "../runtime.ts";
import type { Exchange } from "./exchange.ts";
import { Places } from "./places.ts";
import { cutIntoStages } from "./stages.ts";

/** Compiles a graph that exchanges numbers with the other threads on its way. All of them must run it, or none. */
export async function openStages(runtime: Runtime, whole: Graph, exchange: Exchange): Promise<Session> {
  const cut = cutIntoStages(whole);
  const sessions = new Map<string, Session>();
  for (const { key, graph } of cut.stages) {
    if (graph.nodes.length > 0 && !sessions.has(key)) sessions.set(key, await runtime.open(graph));
  }
  const places = new Places(runtime, whole, cut);

  return {
    async run(inputs, outputs) {
      const tensorOf = places.withCallers(inputs, outputs);
      const dataOf = (value: Value) => tensorOf(value).data;
      const tensors = (own: readonly Value[], values: readonly Value[]) =>
        new Map(own.map(({ name }, index) => [name, tensorOf(values[index]!)]));
      for (const { key, graph, exchange: given, ...stage } of cut.stages) {
        await sessions.get(key)?.run(tensors(graph.inputs, stage.inputs), tensors(graph.outputs, stage.outputs));
        if (given) exchange.gather(given.inputs.map(dataOf), given.outputs.map(dataOf));
      }
    },
    [Symbol.dispose]() {
      for (const session of sessions.values()) session[Symbol.dispose]();
    },
  };
}
