import * as tf from "@tensorflow/tfjs";

/** What is known of the GPU behind the backend `webgpu`. */
export interface GpuWatch {
  readonly device: string;
  /** The largest storage buffer that a shader sees, bytes: a larger tensor reads as zeros, without an exception. */
  readonly largestTensorBytes: number;
  /** @throws {Error} If the GPU reported an error that no call threw. */
  check(): void;
}

const watches = new WeakMap<GPUDevice, GpuWatch>();

/** Watches the active backend's GPU for errors from now on. */
export function watchGpu(): GpuWatch {
  const { device } = tf.backend() as unknown as { readonly device: GPUDevice };
  const watch = watches.get(device) ?? watchDevice(device);
  watches.set(device, watch);
  return watch;
}

function watchDevice(device: GPUDevice): GpuWatch {
  let failure: string | undefined;
  device.addEventListener("uncapturederror", (event) => {
    event.preventDefault();
    failure ??= (event as GPUUncapturedErrorEvent).error.message;
  });
  device.lost.then(({ message }) => failure ??= `the device was lost: ${message}`);
  const { description, vendor } = device.adapterInfo;
  return {
    device: description || vendor || "gpu",
    largestTensorBytes: device.limits.maxStorageBufferBindingSize,
    check() {
      if (failure !== undefined) {
        throw new Error(`Cannot trust tfjs:webgpu's numbers as its GPU must work without an error: ${failure}`);
      }
    },
  };
}
