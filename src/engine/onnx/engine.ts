import type { Availability, Engine, EngineName, EngineOptions } from "../../spec/engine.ts";
import { UserError } from "../../spec/user_error.ts";
import { Graph } from "./graph.ts";
import { findObstacle } from "./obstacle.ts";
import { createProgram } from "./program.ts";
import { loadRuntime, message, type Provider, type Runtime } from "./runtime.ts";

export type { Provider } from "./runtime.ts";

const remedies: Record<Provider, string> = {
  cpu: "run `deno install`; onnxruntime-node is built for Linux, macOS and Windows on x64 and arm64",
  webgpu: "install a recent Vulkan driver for the GPU (Mesa 25 or later, or the vendor's own)",
  cuda: "install CUDA 12 and cuDNN 9, then run " +
    "`ONNXRUNTIME_NODE_INSTALL=cuda12 deno install --allow-scripts=npm:onnxruntime-node`",
};

/**
 * The engine on ONNX Runtime's provider. Every graph, forward and backward, is written by the engine itself.
 *
 * @throws {UserError} If the provider cannot be had here, saying what to install.
 */
export async function openOnnx(provider: Provider, options: EngineOptions = {}): Promise<Engine> {
  const { threads = 1 } = options;
  const runtime = await loadRuntime(provider, threads);
  try {
    const obstacle = findObstacle(provider);
    if (obstacle) throw new Error(obstacle);
    await multiply(runtime);
  } catch (error) {
    throw new UserError(
      `Cannot open onnx:${provider} as its provider must start: ${firstLine(error)}. To have it, ${remedies[provider]}`,
      { cause: error },
    );
  }
  return {
    info: {
      name: engineName(provider),
      library: "onnxruntime-node",
      version: runtime.version,
      device: provider,
      threads,
    },
    compile: (network) => Promise.resolve(createProgram(runtime, network)),
    [Symbol.dispose]() {},
  };
}

/** Whether a provider can be had here; if not, why not and what to install. */
export async function probeOnnx(provider: Provider): Promise<Availability> {
  const name = engineName(provider);
  try {
    using engine = await openOnnx(provider);
    return { name, available: true, info: engine.info };
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    return { name, available: false, reason: firstLine(cause), remedy: remedies[provider] };
  }
}

function engineName(provider: Provider): EngineName {
  return `onnx:${provider}`;
}

/** Multiplies two matrices, as a provider may load and still not run. */
async function multiply(runtime: Runtime): Promise<void> {
  const graph = new Graph();
  const x = graph.input("x", [2, 2]);
  graph.output("y", graph.matrixProduct(x, x));
  using session = await runtime.open(graph);
  const y = runtime.tensor([2, 2]);
  await session.run(new Map([["x", runtime.tensor([2, 2], Float32Array.of(1, 2, 3, 4))]]), new Map([["y", y]]));
  if (y.data.join() !== "7,10,15,22") throw new Error(`a product of two matrices came out wrong: ${y.data.join()}`);
}

function firstLine(error: unknown): string {
  return message(error).split("\n")[0]!;
}
