import { type Graph, sizeOf, type Value } from "../graph.ts";
import type { HostTensor, Runtime, Tensors } from "../runtime.ts";
import type { Cut } from "./stages.ts";

/** Where the values stand that stages and exchanges give each other; those that the caller gives or wants stand in the caller's tensors. */
export class Places {
  readonly #runtime: Runtime;
  readonly #whole: Graph;
  readonly #cut: Cut;
  readonly #between = new Map<Value, HostTensor>();

  /** Places all values of a cut graph. Memory serves again once nobody uses what stands in it any more. */
  constructor(runtime: Runtime, whole: Graph, cut: Cut) {
    this.#runtime = runtime;
    this.#whole = whole;
    this.#cut = cut;
    const outside = new Set<Value>([...whole.inputs, ...whole.outputs, ...whole.outputNames.keys()]);
    const usedIn = cut.stages.map(({ inputs, exchange }) =>
      new Set([...inputs, ...exchange?.inputs ?? []].map((value) => this.#originOf(value)))
    );
    const lastUse = new Map(usedIn.flatMap((values, stage) => [...values].map((value) => [value, stage] as const)));
    const spare = new Map<number, HostTensor[]>();
    cut.stages.forEach(({ outputs, exchange }, stage) => {
      for (const value of [...outputs, ...exchange?.outputs ?? []]) {
        if (outside.has(value)) continue;
        const old = spare.get(sizeOf(value.shape))?.pop();
        this.#between.set(value, old ? this.#inShapeOf(value, old) : runtime.tensor(value.shape));
      }
      for (const value of usedIn[stage]!) {
        const tensor = this.#between.get(value);
        if (!tensor || lastUse.get(value) !== stage) continue;
        const { length } = tensor.data;
        spare.set(length, [...spare.get(length) ?? [], tensor]);
      }
    });
    for (const [value, origin] of cut.origins) {
      const tensor = this.#between.get(origin);
      if (tensor && !outside.has(value)) this.#between.set(value, this.#inShapeOf(value, tensor));
    }
  }

  /** The tensor of each value, with the caller's of inputs and outputs. */
  withCallers(inputs: Tensors, outputs: Tensors): (value: Value) => HostTensor {
    const callers = ({ name }: Value) => outputs.get(name) ?? inputs.get(name);
    const named = (value: Value) => callers({ ...value, name: this.#whole.outputNames.get(value) ?? value.name });
    return (value) => {
      const tensor = this.#between.get(value) ?? named(value);
      if (tensor) return tensor;
      const origin = named(this.#originOf(value));
      if (!origin) throw new Error(`internal: ${value.name} must stand somewhere between the stages`);
      return this.#inShapeOf(value, origin);
    };
  }

  #originOf(value: Value): Value {
    return this.#cut.origins.get(value) ?? value;
  }

  #inShapeOf({ shape }: Value, { data }: HostTensor): HostTensor {
    return this.#runtime.tensor(shape, data);
  }
}
