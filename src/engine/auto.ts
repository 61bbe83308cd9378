import type { EngineName } from "../spec/engine.ts";
import { UserError } from "../spec/user_error.ts";
import type { Probe } from "./availability.ts";
import { isGpu, probeGpu } from "./gpu.ts";

/** What `auto` tries for a GPU, fastest first. The other backends of TensorFlow.js are slow and are opened by name only. */
const candidates = ["tfjs:tensorflow", "onnx:cuda", "onnx:webgpu"] as const satisfies EngineName[];

/** An engine and why it was taken. */
export interface Choice {
  /** The engine to open. */
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
export async function chooseEngine(probe: Probe = probeGpu): Promise<Choice> {
  const refused: string[] = [];
  for (const name of candidates) {
    const found = await probe(name);
    if (!found.available) refused.push(`${name}: ${found.reason}`);
    else if (!isGpu(found.info.device)) refused.push(`${name}: ${found.info.device} is no GPU`);
    else return { name, reason: [`auto found the GPU ${found.info.device}`, ...refused].join("; ") };
  }
  const processor = await probe("onnx:cpu");
  if (processor.available) return { name: "onnx:cpu", reason: ["auto found no GPU", ...refused].join("; ") };
  refused.push(`onnx:cpu: ${processor.reason}`);
  throw new UserError(`Cannot choose an engine as one must be usable: ${refused.join("; ")}. ${processor.remedy}`);
}
