import type { Availability, EngineInfo, EngineName } from "../spec/engine.ts";
import { probeEngine } from "./availability.ts";
import { installCommand } from "./tfjs/load_failure.ts";
import { findTensorflowPackage } from "./tfjs/tensorflow_package.ts";
import { BackendUnavailable } from "./tfjs/unavailable.ts";

const gpuPackage = "@tensorflow/tfjs-node-gpu";

/** Whether a device, by its name, is an adapter that the processor plays: Mesa's, Google's or Microsoft's. */
export function isSoftwareAdapter(device: string): boolean {
  return /llvmpipe|lavapipe|softpipe|swiftshader|basic render|software/i.test(device);
}

/** Whether a device, by its name, is a GPU and not the processor. */
export function isGpu(device: string): boolean {
  return device !== "cpu" && !isSoftwareAdapter(device);
}

/** The adapter on which an engine computes, if the processor plays it; undefined for a GPU and for engines of the processor. */
export async function softwareAdapter({ name, device }: EngineInfo): Promise<string | undefined> {
  const adapter = name === "onnx:webgpu" ? await adapterName() : device;
  return isSoftwareAdapter(adapter) ? adapter : undefined;
}

/**
 * As `probeEngine()`, but it names the adapter of ONNX Runtime's WebGPU, and does not load TensorFlow.js where its package for
 * GPUs is not installed.
 */
export async function probeGpu(name: EngineName): Promise<Availability> {
  switch (name) {
    case "tfjs:tensorflow":
      return missingTensorflow() ?? await probeEngine(name);
    case "onnx:webgpu":
      return await probeWebGpu();
    default:
      return await probeEngine(name);
  }
}

async function probeWebGpu(): Promise<Availability> {
  const found = await probeEngine("onnx:webgpu");
  // ONNX Runtime does not tell which adapter it took: the fastest that Deno sees is the one.
  return found.available ? { ...found, info: { ...found.info, device: await adapterName() } } : found;
}

function missingTensorflow(): Availability | undefined {
  const refuse = (reason: string, remedy: string): Availability => ({
    name: "tfjs:tensorflow",
    available: false,
    reason,
    remedy,
  });
  try {
    const { name } = findTensorflowPackage();
    if (name === gpuPackage) return undefined;
    return refuse(`${name} has no GPU, and ${gpuPackage} is not installed`, `Run: ${installCommand(gpuPackage)}`);
  } catch (error) {
    if (!(error instanceof BackendUnavailable)) throw error;
    return refuse(`${gpuPackage} is not installed`, error.obstacle.remedy);
  }
}

/** What Deno's own WebGPU calls the fastest adapter: ONNX Runtime does not tell which it took. */
async function adapterName(): Promise<string> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
  return adapter?.info.description ?? "a software adapter";
}
