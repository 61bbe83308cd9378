import { assertEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { startBackend } from "../../../src/engine/tfjs/backend.ts";
import { openTensorflow } from "../../../src/engine/tfjs/tensorflow_backend.ts";
import { createProgram } from "../../../src/engine/tfjs/program.ts";
import { findTensorflowPackage } from "../../../src/engine/tfjs/tensorflow_package.ts";
import { tensorflowRelease } from "../../../src/engine/tfjs/load_failure.ts";
import { UserError } from "../../../src/spec/user_error.ts";
import { gradient } from "../../reference/gradient.ts";
import { drawExample, smallNetworks } from "../../reference/small_networks.ts";
import { assertCloseInNorm } from "../contract/closeness.ts";
import { makePackage, type PackageFolder } from "./package_folder.ts";

/** A package that registers a backend `tensorflow` as the real ones do, the work done by the backend `cpu`. */
function makeStandIn(name: string, isUsingGpuDevice: boolean, version: string = tensorflowRelease): PackageFolder {
  return makePackage(name, version, {
    "index.js": `
      const tf = require("@tensorflow/tfjs");
      if (tf.findBackendFactory("tensorflow")) tf.removeBackend("tensorflow");
      tf.copyRegisteredKernels("cpu", "tensorflow");
      tf.registerBackend("tensorflow", () =>
        Object.assign(tf.findBackendFactory("cpu")(), { isUsingGpuDevice: ${isUsingGpuDevice} }), 3);
      if (!tf.setBackend("tensorflow")) throw new Error("Could not initialize TensorFlow backend.");`,
  });
}

tf.enableProdMode();

Deno.test("openTensorflow() opens the package for GPUs where it sees one", async () => {
  using folder = makeStandIn("@tensorflow/tfjs-node-gpu", true);
  const backend = await openTensorflow(findTensorflowPackage(folder.modules));
  assertEquals(backend.info.library, "@tensorflow/tfjs-node-gpu");
  assertEquals(backend.info.device, "CUDA GPU");
  const { network, theta, batch } = drawExample(smallNetworks[4]!, 6);
  using program = createProgram(backend, network);
  const answer = await program.gradient(theta, batch);
  // The contract's tolerance.
  assertCloseInNorm(answer.gradient, gradient(network, theta, batch).gradient, 1e-5, "gradient");
});

Deno.test("openTensorflow() refuses the package for GPUs where it sees none", async () => {
  using folder = makeStandIn("@tensorflow/tfjs-node-gpu", false);
  const found = findTensorflowPackage(folder.modules);
  await assertRejects(() => openTensorflow(found), UserError, "finds no CUDA that it can use");
});

Deno.test("openTensorflow() opens the package without a GPU as cpu", async () => {
  using folder = makeStandIn("@tensorflow/tfjs-node", false);
  const { info } = await openTensorflow(findTensorflowPackage(folder.modules));
  assertEquals([info.library, info.device], ["@tensorflow/tfjs-node", "cpu"]);
});

Deno.test("openTensorflow() refuses another release", async () => {
  using folder = makeStandIn("@tensorflow/tfjs-node-gpu", true, "4.20.0");
  const found = findTensorflowPackage(folder.modules);
  await assertRejects(() => openTensorflow(found), UserError, "release 4.22.0: 4.20.0");
});

Deno.test("openTensorflow() refuses a package after which there is no such backend", async () => {
  if (tf.findBackendFactory("tensorflow")) tf.removeBackend("tensorflow");
  using folder = makePackage("@tensorflow/tfjs-node", tensorflowRelease, { "index.js": "" });
  const found = findTensorflowPackage(folder.modules);
  await assertRejects(() => openTensorflow(found), UserError, "backend tensorflow must compute: it is not among");
});

Deno.test("openTensorflow() refuses a backend that multiplies wrongly", async () => {
  using folder = makePackage("@tensorflow/tfjs-node", tensorflowRelease, {
    "index.js": `
      const tf = require("@tensorflow/tfjs");
      tf.copyRegisteredKernels("cpu", "tensorflow");
      const zeros = { kernelName: "BatchMatMul", backendName: "tensorflow", kernelFunc: ({ inputs, backend }) =>
        backend.makeTensorInfo([2, 2], "float32", new Float32Array(4)) };
      tf.unregisterKernel("BatchMatMul", "tensorflow");
      tf.registerKernel(zeros);
      tf.registerBackend("tensorflow", () => tf.findBackendFactory("cpu")(), 3);`,
  });
  const found = findTensorflowPackage(folder.modules);
  await assertRejects(() => openTensorflow(found), UserError, "squares [[1, 2], [3, 4]] to 0, 0, 0, 0");
});

Deno.test("startBackend() tells the error of a backend that fails, and does not go on with another", async () => {
  tf.registerBackend("webgpu", () => {
    throw new Error("no screen");
  });
  await assertRejects(() => startBackend("webgpu"), UserError, "must compute: Error: no screen");
});
