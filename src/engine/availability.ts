import { type Availability, type EngineName, engineNames } from "../spec/engine.ts";
import { loadBackend } from "./backend.ts";
import { isInstalled } from "./installed.ts";

/** Says of one engine whether it can be used here, and if not, why and what to do. */
export type Probe = (name: EngineName) => Promise<Availability>;

/** Opens an engine for a moment. Loads its library, which takes up to seconds for TensorFlow.js. */
export const probeEngine: Probe = async (name) => await (await loadBackend(name)).probe();

/**
 * As `probeEngine()`, for the engines that `auto` tries, but without loading TensorFlow.js to learn that its package for GPUs
 * is not installed.
 */
export const probeQuickly: Probe = async (name) => {
  if (name === "tfjs:tensorflow" && !isInstalled("@tensorflow/tfjs-node-gpu")) {
    return {
      name,
      available: false,
      reason: "@tensorflow/tfjs-node-gpu is not installed",
      remedy: "deno install --allow-scripts=npm:@tensorflow/tfjs-node-gpu npm:@tensorflow/tfjs-node-gpu@4.22.0",
    };
  }
  return await probeEngine(name);
};

/** Every engine, in the order of `engineNames`: whether it can be used here, and if not, why and what to do. */
export async function surveyEngines(): Promise<Availability[]> {
  const survey: Availability[] = [];
  // One after the other: two libraries that start at once would fight for the same device.
  for (const name of engineNames) survey.push(await probeEngine(name));
  return survey;
}
