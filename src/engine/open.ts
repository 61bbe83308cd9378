import { closestString } from "@std/text/closest-string";
import { type Engine, type EngineName, engineNames, type EngineOptions } from "../spec/engine.ts";
import { UserError } from "../spec/user_error.ts";
import { chooseEngine } from "./auto.ts";
import { loadBackend } from "./backend.ts";
import { softwareAdapter } from "./gpu.ts";

/** An engine by name, or `auto` to take the fastest that the machine has. */
export type EngineChoice = EngineName | "auto";

const choices: readonly EngineChoice[] = ["auto", ...engineNames];

/**
 * The choice that a word stands for.
 *
 * @throws {UserError} If the word is none, with the closest one.
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * import { readEngineChoice } from "./open.ts";
 *
 * assertEquals(readEngineChoice("onnx:cpu"), "onnx:cpu");
 * assertThrows(() => readEngineChoice("onnx:cqu"), Error, "did you mean onnx:cpu?");
 * ```
 */
export function readEngineChoice(word: string): EngineChoice {
  const choice = choices.find((name) => name === word);
  if (choice) return choice;
  const closest = closestString(word, choices);
  throw new UserError(
    `Cannot open an engine as its name must be one of ${choices.join(", ")}: ${word}, did you mean ${closest}?`,
  );
}

/**
 * Opens an engine, and tells why this one in words to be printed and stored. A named engine is that one or an error, never
 * another; `auto` takes the first of tfjs:tensorflow, onnx:cuda and onnx:webgpu that finds a GPU, else onnx:cpu.
 *
 * @throws {UserError} If the name is unknown or the engine cannot be used here, with what to install.
 */
export async function openEngine(
  choice: EngineChoice,
  options: EngineOptions = {},
): Promise<{ engine: Engine; reason: string }> {
  const named = readEngineChoice(choice);
  const { name, reason } = named === "auto" ? await chooseEngine() : { name: named, reason: "named by the user" };
  const backend = await loadBackend(name);
  const engine = await backend.open(options);
  const software = await softwareAdapter(engine.info);
  return { engine, reason: software ? `${reason}, though ${software} is ${slow}` : reason };
}

/** What a software adapter means: measured with the perceptron's steps and losses of TensorFlow.js on Mesa's. */
const slow = "no GPU but the processor playing one, which will take a hundred times as long as onnx:cpu and more";
