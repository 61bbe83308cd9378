import * as tf from "@tensorflow/tfjs";
import { type Backend, startBackend } from "./backend.ts";
import { installCommand, tensorflowRelease } from "./load_failure.ts";
import { findTensorflowPackage, type InstalledPackage, loadTensorflowPackage } from "./tensorflow_package.ts";
import { BackendUnavailable } from "./unavailable.ts";

/**
 * Opens the backend `tensorflow` from the installed package.
 *
 * @throws {BackendUnavailable} If there is no package, it does not load, or the one for GPUs sees no GPU.
 */
export async function openTensorflow(installed: InstalledPackage = findTensorflowPackage()): Promise<Backend> {
  const { name, version } = installed;
  if (version !== tensorflowRelease) {
    throw new BackendUnavailable("tfjs:tensorflow", {
      requirement: `${name} must be of TensorFlow.js's release ${tensorflowRelease}`,
      found: version,
      remedy: `Run: ${installCommand(name)}`,
    });
  }
  loadTensorflowPackage(installed);
  await startBackend("tensorflow");
  const { isUsingGpuDevice } = tf.backend() as unknown as { readonly isUsingGpuDevice: boolean };
  if (name === "@tensorflow/tfjs-node-gpu" && !isUsingGpuDevice) {
    throw new BackendUnavailable("tfjs:tensorflow", {
      requirement: `${name} must see a GPU`,
      found: "it loads, but finds no CUDA that it can use",
      remedy: "It wants an NVIDIA GPU up to Ada, its driver, CUDA 11.2 to 11.8 and cuDNN 8 on LD_LIBRARY_PATH: see " +
        "what TF_CPP_MIN_LOG_LEVEL=0 prints. Without a GPU take onnx:cpu",
    });
  }
  return {
    name: "tensorflow",
    info: {
      name: "tfjs:tensorflow",
      library: name,
      version,
      device: isUsingGpuDevice ? "CUDA GPU" : "cpu",
      // libtensorflow takes every core, and the package offers no way to say otherwise.
      threads: navigator.hardwareConcurrency,
    },
    largestTensorBytes: Infinity,
    check() {},
  };
}
