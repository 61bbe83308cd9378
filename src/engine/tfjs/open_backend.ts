import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-webgpu";
import { type Backend, type BackendName, startBackend } from "./backend.ts";
import { watchGpu } from "./gpu_watch.ts";
import { openTensorflow } from "./tensorflow_backend.ts";
import { BackendUnavailable } from "./unavailable.ts";

/**
 * Opens a backend of TensorFlow.js.
 *
 * @throws {BackendUnavailable} If it cannot be used here.
 */
export async function openBackend(name: BackendName): Promise<Backend> {
  // Silences the advice to install another backend; errors are thrown all the same.
  tf.enableProdMode();
  switch (name) {
    case "tensorflow":
      return await openTensorflow();
    case "webgpu":
      return await openWebgpu();
    case "wasm":
    case "cpu":
      return await openOnProcessor(name);
  }
}

async function openOnProcessor(name: "wasm" | "cpu"): Promise<Backend> {
  await startBackend(name);
  const library = name === "cpu" ? "@tensorflow/tfjs" : "@tensorflow/tfjs-backend-wasm";
  return {
    name,
    // wasm's threads need what only a browser has.
    info: { name: `tfjs:${name}`, library, version: tf.version_core, device: "cpu", threads: 1 },
    largestTensorBytes: Infinity,
    check() {},
  };
}

async function openWebgpu(): Promise<Backend> {
  if (!await navigator.gpu?.requestAdapter()) {
    throw new BackendUnavailable("tfjs:webgpu", {
      requirement: "Deno's WebGPU must find a GPU",
      found: "it finds none",
      remedy: "Install the GPU's driver, on Linux with Vulkan, or take onnx:cpu",
    });
  }
  await startBackend("webgpu");
  const { device, ...watch } = watchGpu();
  const library = "@tensorflow/tfjs-backend-webgpu";
  const info = { name: "tfjs:webgpu", library, version: tf.version_core, device, threads: 1 } as const;
  return { name: "webgpu", info, ...watch };
}
