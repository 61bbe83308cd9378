import type { EngineName } from "../spec/engine.ts";
import { UserError } from "../spec/user_error.ts";
import { type Probe, probeQuickly } from "./availability.ts";

/** What `auto` tries, fastest first. TensorFlow.js's other backends are slow and are opened by name only. */
const candidates = ["tfjs:tensorflow", "onnx:cuda", "onnx:webgpu", "onnx:cpu"] as const satisfies EngineName[];

/** Adapters that reckon on the processor, by what drivers call them: Mesa's, Google's and Microsoft's. */
const softwareAdapter = /llvmpipe|lavapipe|softpipe|swiftshader|basic render|software/i;

/** An engine and why it was taken. */
export interface Choice {
  readonly name: EngineName;
  /** In words, to be printed and stored. */
  readonly reason: string;
}

/**
 * The engine that `--engine auto` stands for: the first of tfjs:tensorflow, onnx:cuda and onnx:webgpu that finds a GPU, else
 * onnx:cpu. Probing stops at the first that serves.
 *
 * @throws {UserError} If not even onnx:cpu can be used.
 */
export async function chooseEngine(probe: Probe = probeQuickly): Promise<Choice> {
  const refused: string[] = [];
  for (const name of candidates) {
    const found = await probe(name);
    if (!found.available) {
      refused.push(`${name}: ${found.reason}`);
      if (name === "onnx:cpu") {
        throw new UserError(`Cannot choose an engine as one must be usable: ${refused.join("; ")}. ${found.remedy}`);
      }
    } else if (name === "onnx:cpu") {
      return { name, reason: `auto found no GPU to use (${refused.join("; ")})` };
    } else if (isGpu(found.info.device)) {
      const before = refused.length > 0 ? ` (${refused.join("; ")})` : "";
      return { name, reason: `auto found the GPU ${found.info.device}${before}` };
    } else {
      refused.push(`${name}: ${found.info.device} is no GPU`);
    }
  }
  throw new Error("internal: onnx:cpu is neither usable nor refused");
}

function isGpu(device: string): boolean {
  return device !== "cpu" && !softwareAdapter.test(device);
}
