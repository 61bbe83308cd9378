import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { chooseEngine } from "../../src/engine/auto.ts";
import type { EngineName } from "../../src/spec/engine.ts";
import { UserError } from "../../src/spec/user_error.ts";

/** A machine on which these engines are usable, each with its device. It notes what it is asked. */
function machine(devices: Partial<Record<EngineName, string>>) {
  const asked: EngineName[] = [];
  return {
    asked,
    probe(name: EngineName) {
      asked.push(name);
      const device = devices[name];
      return Promise.resolve(
        device === undefined
          ? { name, available: false as const, reason: `${name} is missing`, remedy: `Install ${name}` }
          : { name, available: true as const, info: { name, library: "none", version: "0", device, threads: 1 } },
      );
    },
  };
}

Deno.test("chooseEngine() takes TensorFlow where it sees a GPU, and asks for nothing else", async () => {
  const all = machine({ "tfjs:tensorflow": "gpu", "onnx:cuda": "gpu", "onnx:webgpu": "gpu", "onnx:cpu": "cpu" });
  const { name, reason } = await chooseEngine(all.probe);
  assertEquals(name, "tfjs:tensorflow");
  assertEquals(reason, "auto found the GPU gpu");
  assertEquals(all.asked, ["tfjs:tensorflow"]);
});

Deno.test("chooseEngine() takes CUDA where TensorFlow has only the processor", async () => {
  const { name, reason } = await chooseEngine(
    machine({ "tfjs:tensorflow": "cpu", "onnx:cuda": "NVIDIA H200", "onnx:webgpu": "gpu", "onnx:cpu": "cpu" }).probe,
  );
  assertEquals(name, "onnx:cuda");
  assertEquals(reason, "auto found the GPU NVIDIA H200; tfjs:tensorflow: cpu is no GPU");
});

Deno.test("chooseEngine() takes WebGPU where there is no CUDA", async () => {
  assertEquals(
    (await chooseEngine(machine({ "onnx:webgpu": "Apple M3", "onnx:cpu": "cpu" }).probe)).name,
    "onnx:webgpu",
  );
});

Deno.test("chooseEngine() refuses software adapters and says why it took onnx:cpu", async () => {
  for (const adapter of ["llvmpipe (LLVM 15.0.6, 256 bits)", "SwiftShader Device (LLVM 10.0.0)"]) {
    const { name, reason } = await chooseEngine(machine({ "onnx:webgpu": adapter, "onnx:cpu": "cpu" }).probe);
    assertEquals(name, "onnx:cpu");
    assertStringIncludes(reason, "tfjs:tensorflow: tfjs:tensorflow is missing");
    assertStringIncludes(reason, `onnx:webgpu: ${adapter} is no GPU`);
  }
});

Deno.test("chooseEngine() never takes the slow backends of TensorFlow.js", async () => {
  const slow = machine({ "tfjs:wasm": "cpu", "tfjs:cpu": "cpu", "tfjs:webgpu": "gpu" });
  await assertRejects(() => chooseEngine(slow.probe), UserError, "Install onnx:cpu");
  assertEquals(slow.asked, ["tfjs:tensorflow", "onnx:cuda", "onnx:webgpu", "onnx:cpu"]);
});
