import type { Availability, Engine, EngineName, EngineOptions } from "../spec/engine.ts";

/** The code of one engine, its library loaded. */
export interface Backend {
  /** Opens it, or throws a UserError that says what to install. */
  open(options: EngineOptions): Promise<Engine>;
  /** Tries whether it can be opened here. */
  probe(): Promise<Availability>;
}

/** Loads the code of one engine and its library, and no other's. */
export async function loadBackend(name: EngineName): Promise<Backend> {
  switch (name) {
    case "onnx:cpu":
      return await loadOnnx("cpu");
    case "onnx:webgpu":
      return await loadOnnx("webgpu");
    case "onnx:cuda":
      return await loadOnnx("cuda");
    case "tfjs:tensorflow":
      return await loadTfjs("tensorflow");
    case "tfjs:webgpu":
      return await loadTfjs("webgpu");
    case "tfjs:wasm":
      return await loadTfjs("wasm");
    case "tfjs:cpu":
      return await loadTfjs("cpu");
  }
}

async function loadOnnx(provider: "cpu" | "webgpu" | "cuda"): Promise<Backend> {
  const { openOnnx, probeOnnx } = await import("./onnx/engine.ts");
  return { open: (options) => openOnnx(provider, options), probe: () => probeOnnx(provider) };
}

async function loadTfjs(backend: "tensorflow" | "webgpu" | "wasm" | "cpu"): Promise<Backend> {
  const { openTfjs, probeTfjs } = await import("./tfjs/engine.ts");
  return { open: (options) => openTfjs(backend, options), probe: () => probeTfjs(backend) };
}
