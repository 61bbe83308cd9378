import { type Graph, sizeOf, type Value } from "../graph.ts";
import type { HostTensor, Runtime, Session, Tensors } from "../runtime.ts";
import type { Exchange } from "./exchange.ts";
import { type Cut, cutIntoStages } from "./stages.ts";

/** Compiles a graph that exchanges numbers with the other threads on its way. All of them must run it, or none. */
export async function openStages(runtime: Runtime, whole: Graph, exchange: Exchange): Promise<Session> {
  const cut = cutIntoStages(whole);
  const sessions = new Map<string, Session>();
  for (const { key, graph } of cut.stages) if (!sessions.has(key)) sessions.set(key, await runtime.open(graph));
  const between = tensorsBetween(runtime, whole, cut);

  return {
    async run(inputs, outputs) {
      const outside = (value: Value) => fromOutside(whole, value, inputs, outputs);
      const tensorOf = (value: Value) =>
        between.get(value) ?? outside(value) ?? reshaped(runtime, outside(cut.origins.get(value)!)!, value);
      const dataOf = (value: Value) => tensorOf(value).data;
      const tensors = (own: readonly Value[], values: readonly Value[]) =>
        new Map(own.map(({ name }, index) => [name, tensorOf(values[index]!)]));
      try {
        for (const { key, graph, exchange: given, ...stage } of cut.stages) {
          await sessions.get(key)!.run(tensors(graph.inputs, stage.inputs), tensors(graph.outputs, stage.outputs));
          if (given) exchange.gather(given.inputs.map(dataOf), given.outputs.map(dataOf));
        }
      } catch (error) {
        exchange.abandon();
        throw error;
      }
    },
    [Symbol.dispose]() {
      for (const session of sessions.values()) session[Symbol.dispose]();
    },
  };
}

/** The caller's tensor of a value that is an input or an output of the whole graph. */
function fromOutside(whole: Graph, value: Value, inputs: Tensors, outputs: Tensors): HostTensor | undefined {
  const name = whole.outputNames.get(value) ?? value.name;
  return outputs.get(name) ?? inputs.get(name);
}

/** The same numbers in a value's shape. */
function reshaped(runtime: Runtime, { data }: HostTensor, { shape }: Value): HostTensor {
  return runtime.tensor(shape, data);
}

/** A tensor for each value that stages and exchanges give each other. Its memory serves again once the value is not used any more. */
function tensorsBetween(runtime: Runtime, whole: Graph, { stages, origins }: Cut): Map<Value, HostTensor> {
  const outside = new Set<Value>([...whole.inputs, ...whole.outputs, ...whole.outputNames.keys()]);
  const originOf = (value: Value) => origins.get(value) ?? value;
  const lastUse = new Map(
    stages.flatMap(({ inputs }, index) => inputs.map((value) => [originOf(value), index] as const)),
  );
  const spare = new Map<number, HostTensor[]>();
  const tensors = new Map<Value, HostTensor>();
  const makeFor = (value: Value) => {
    const old = spare.get(sizeOf(value.shape))?.pop();
    return old ? reshaped(runtime, old, value) : runtime.tensor(value.shape);
  };

  stages.forEach(({ inputs, outputs, exchange }, index) => {
    for (const value of inputs) {
      const origin = tensors.get(originOf(value));
      if (origin && !tensors.has(value)) tensors.set(value, reshaped(runtime, origin, value));
    }
    for (const value of outputs) if (!outside.has(value)) tensors.set(value, makeFor(value));
    for (const value of exchange?.inputs ?? []) {
      const origin = tensors.get(originOf(value));
      if (origin) tensors.set(value, reshaped(runtime, origin, value));
    }
    for (const value of exchange?.outputs ?? []) tensors.set(value, runtime.tensor(value.shape));
    for (const value of new Set(inputs.map(originOf))) {
      const tensor = tensors.get(value);
      if (!tensor || outside.has(value) || lastUse.get(value) !== index) continue;
      const { length } = tensor.data;
      spare.set(length, [...spare.get(length) ?? [], tensor]);
    }
  });
  return tensors;
}
