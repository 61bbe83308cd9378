import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { Provider } from "./runtime.ts";

/**
 * Why a provider cannot be had here, where a look at the machine tells; undefined where only trying does. ONNX Runtime prints
 * errors of its own when it tries, which nobody wants to see who only asks what there is.
 */
export function findObstacle(provider: Provider): string | undefined {
  const { os, arch } = Deno.build;
  if (provider === "cuda") {
    if (os !== "linux" || arch !== "x86_64") return "onnxruntime-node has CUDA for Linux on x64 alone";
    if (!existsSync(cudaLibrary())) return "libonnxruntime_providers_cuda.so is not installed";
  }
  if (provider === "webgpu" && os === "linux" && !isListed("libvulkan.so.1")) {
    return "libvulkan.so.1 is missing, which every Vulkan driver needs";
  }
  return undefined;
}

/** Where the install script of onnxruntime-node puts CUDA's provider. */
function cudaLibrary(): URL {
  const require = createRequire(import.meta.url);
  const manifest = pathToFileURL(require.resolve("onnxruntime-node/package.json"));
  return new URL("bin/napi-v6/linux/x64/libonnxruntime_providers_cuda.so", manifest);
}

/**
 * Whether the loader's cache lists a library; true where there is no cache to look into. Opening the library would tell more, but
 * needs a permission beyond `node_modules`.
 */
function isListed(library: string): boolean {
  try {
    return Deno.readTextFileSync("/etc/ld.so.cache").includes(library);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotCapable) return true;
    throw error;
  }
}
