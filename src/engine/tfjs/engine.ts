import type { Availability, Engine, EngineOptions } from "../../spec/engine.ts";
import type { BackendName } from "./backend.ts";
import { findTensorflowPackage } from "./tensorflow_package.ts";
import { BackendUnavailable } from "./unavailable.ts";

/**
 * TensorFlow.js on one of its backends: `tensorflow` is `@tensorflow/tfjs-node-gpu` (CUDA) or `@tensorflow/tfjs-node`, whichever is
 * installed; `webgpu` is Deno's own; `wasm` and `cpu` run anywhere, on one thread. The library is loaded here and not on import.
 * The number of threads is the backend's own in each case, so `options` has nothing to say.
 *
 * @throws {UserError} If the backend cannot be used here, with what to install.
 */
export async function openTfjs(backend: BackendName, _options: EngineOptions = {}): Promise<Engine> {
  // Before the library is loaded, which takes longer than to see that its package is not there.
  if (backend === "tensorflow") findTensorflowPackage();
  const [{ openBackend }, { createProgram }] = await Promise.all([import("./open_backend.ts"), import("./program.ts")]);
  const opened = await openBackend(backend);
  return {
    info: opened.info,
    compile: (network) => Promise.resolve(createProgram(opened, network)),
    // A backend is shared by all engines of a thread and stays with it.
    [Symbol.dispose]() {},
  };
}

/** Whether a backend can be used here, and if not, why and what to install. */
export async function probeTfjs(backend: BackendName): Promise<Availability> {
  try {
    using engine = await openTfjs(backend);
    return { name: engine.info.name, available: true, info: engine.info };
  } catch (error) {
    if (!(error instanceof BackendUnavailable)) throw error;
    const { requirement, found, remedy } = error.obstacle;
    return { name: `tfjs:${backend}`, available: false, reason: `${requirement}: ${found}`, remedy };
  }
}
