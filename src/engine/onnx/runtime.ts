/** ONNX Runtime as the engine uses it: graphs in, sessions out. The only place that loads the library. */

import type * as Library from "onnxruntime-node";
import { UserError } from "../../spec/user_error.ts";
import { type Graph, sizeOf, type Value } from "./graph.ts";
import { serialise } from "./model.ts";

/** The execution providers that the engine knows. */
export type Provider = "cpu" | "webgpu" | "cuda";

/** A tensor in main memory; its numbers are read and written in place. */
export interface HostTensor {
  readonly data: Float32Array<ArrayBuffer>;
  readonly native: Library.Tensor;
}

/** A compiled graph. */
export interface Session extends Disposable {
  /** Runs the graph on a tensor for each input and writes each output into its tensor. */
  run(inputs: Tensors, outputs: Tensors): Promise<void>;
}

/** Tensors by the names of a graph's inputs or outputs. */
export type Tensors = ReadonlyMap<string, HostTensor>;

/** The open library. */
export interface Runtime {
  readonly provider: Provider;
  readonly version: string;
  readonly threads: number;
  open(graph: Graph): Promise<Session>;
  /** Wraps numbers without copying them; zeros where none are given. */
  tensor(shape: readonly number[], data?: Float32Array<ArrayBuffer>): HostTensor;
}

/** Loads the library for a provider. */
export async function loadRuntime(provider: Provider, threads: number): Promise<Runtime> {
  const library = await importLibrary();
  return {
    provider,
    version: library.env.versions.node ?? library.env.versions.common,
    threads,
    async open(graph) {
      const native = await library.InferenceSession.create(serialise(graph), {
        executionProviders: [provider],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        enableMemPattern: false,
        // The graphs are written as they are to run: its optimiser only takes time and joins what is meant to be made twice.
        graphOptimizationLevel: "disabled",
        logSeverityLevel: 3,
        // Each session has threads of its own: those that wait must not spin on the cores that another session needs.
        ...threads > 1 && { extra: { session: { force_spinning_stop: "1" } } },
      });
      return {
        async run(inputs, outputs) {
          await native.run(select(graph.inputs, inputs), select(graph.outputs, outputs));
        },
        [Symbol.dispose]: () => void native.release(),
      };
    },
    tensor(shape, data = new Float32Array(sizeOf(shape))) {
      return { data, native: new library.Tensor("float32", data, shape) };
    },
  };
}

async function importLibrary(): Promise<typeof Library> {
  try {
    return await import("onnxruntime-node");
  } catch (error) {
    throw new UserError(
      "Cannot open ONNX Runtime as its package must be installed with its binary: run `deno install`; " +
        `if it stands, this system or processor is not one that onnxruntime-node is built for (${message(error)})`,
      { cause: error },
    );
  }
}

function select(values: readonly Value[], tensors: Tensors): Record<string, Library.Tensor> {
  return Object.fromEntries(values.map(({ name }) => [name, tensors.get(name)!.native]));
}

/** An error's message. */
export function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
