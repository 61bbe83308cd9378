/** ONNX Runtime as the engine uses it: graphs in, sessions out. The only place that loads the library. */

import type * as Library from "onnxruntime-node";
import { UserError } from "../../spec/user_error.ts";
import { countLanes } from "./count_lanes.ts";
import { type Graph, sizeOf, type Value } from "./graph.ts";
import { serialise } from "./model.ts";
import { switchOffTelemetry } from "./switch_off_telemetry.ts";

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
  /** How many channels stand side by side in the library's own order of images; 0 where it has none for this processor. */
  readonly lanes: number;
  open(graph: Graph): Promise<Session>;
  /** The same library with one thread a session. */
  alone(): Runtime;
  /** Wraps numbers without copying them; zeros where none are given. */
  tensor(shape: readonly number[], data?: Float32Array<ArrayBuffer>): HostTensor;
}

/** Loads the library for a provider, and looks how it orders images on this processor. */
export async function loadRuntime(provider: Provider, threads: number): Promise<Runtime> {
  const library = await importLibrary();
  const plain = runtimeOf(library, provider, threads, 0);
  return provider === "cpu" ? runtimeOf(library, provider, threads, await countLanes(plain)) : plain;
}

function runtimeOf(library: typeof Library, provider: Provider, threads: number, lanes: number): Runtime {
  return {
    provider,
    lanes,
    version: library.env.versions.node ?? library.env.versions.common,
    threads,
    async open(graph) {
      const bytes = 4 * graph.outputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
      const uncopied = provider === "cpu" && bytes >= leastUncopiedBytes;
      const native = await library.InferenceSession.create(serialise(graph, uncopied ? sequence : undefined), {
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
          const [feeds, fetches] = [select(graph.inputs, inputs), select(graph.outputs, outputs)];
          if (uncopied) await runUncopied(native, feeds, fetches);
          else await native.run(feeds, fetches);
        },
        [Symbol.dispose]: () => void native.release(),
      };
    },
    alone: () => runtimeOf(library, provider, 1, lanes),
    tensor(shape, data = new Float32Array(sizeOf(shape))) {
      return { data, native: new library.Tensor("float32", data, shape) };
    },
  };
}

/** The output that keeps others from being copied, and what the library says of it. */
const sequence = "no tensor";
const complaint = "Non tensor type";

/** Bytes of outputs from which on a complaint costs less than the copies that it saves. Measured: 10 us. */
const leastUncopiedBytes = 2 ** 16;

/**
 * Runs a session whose first output is a sequence. Outputs are written into their tensors; but then the library copies each once more,
 * into an array that nobody has asked for (later releases do not). It begins with the first, cannot turn a sequence into an array, and
 * says so instead.
 */
async function runUncopied(
  native: Library.InferenceSession,
  feeds: Record<string, Library.Tensor>,
  fetches: Record<string, Library.Tensor>,
): Promise<void> {
  try {
    await native.run(feeds, { [sequence]: null, ...fetches });
  } catch (error) {
    if (!message(error).includes(complaint)) throw error;
  }
}

async function importLibrary(): Promise<typeof Library> {
  switchOffTelemetry();
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
