import { type Availability, type EngineName, engineNames } from "../spec/engine.ts";
import { loadBackend } from "./backend.ts";

/** Says of one engine whether it can be used here, and if not, why and what to do. */
export type Probe = (name: EngineName) => Promise<Availability>;

/** Opens an engine for a moment. Loads its library, which takes a second or two for TensorFlow.js. */
export async function probeEngine(name: EngineName): Promise<Availability> {
  return await (await loadBackend(name)).probe();
}

/** Every engine, in the order of `engineNames`: whether it can be used here, and if not, why and what to do. */
export async function surveyEngines(): Promise<Availability[]> {
  const survey: Availability[] = [];
  // One after the other: libraries that start at once would fight for the same device.
  for (const name of engineNames) survey.push(await probeEngine(name));
  return survey;
}
