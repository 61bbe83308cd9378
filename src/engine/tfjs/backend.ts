import * as tf from "@tensorflow/tfjs";
import type { EngineInfo } from "../../spec/engine.ts";
import { BackendUnavailable } from "./unavailable.ts";

/** The backends by TensorFlow.js's names. */
export type BackendName = "tensorflow" | "webgpu" | "wasm" | "cpu";

/** A backend that computes. */
export interface Backend {
  readonly name: BackendName;
  readonly info: EngineInfo;
  /** What a tensor may take at most, bytes: Infinity where memory is the only limit. */
  readonly largestTensorBytes: number;
  /**
   * Throws where the backend has failed without telling: its numbers are not to be trusted then.
   *
   * @throws {Error} If a GPU reported an error that no call threw.
   */
  check(): void;
}

/**
 * Starts a backend that is registered, and makes sure that it is the one that computes: TensorFlow.js goes on with another
 * without a word where one fails.
 *
 * @throws {BackendUnavailable} If it does not start or does not multiply rightly.
 */
export async function startBackend(name: BackendName): Promise<void> {
  // TensorFlow.js knows no such backend, or its factory fails with an error that setBackend() keeps to itself.
  const factory = tf.findBackendFactory(name) as (() => unknown) | null;
  const started = factory && await tf.setBackend(name) && tf.getBackend() === name;
  if (!started) {
    const cause = await Promise.resolve().then(() => factory?.()).then(() => undefined, String);
    throw unable(name, cause ?? "it is not among those that TensorFlow.js can start");
  }
  using matrix = disposable(tf.tensor2d([1, 2, 3, 4], [2, 2]));
  using square = disposable(tf.matMul(matrix.tensor, matrix.tensor));
  const numbers = [...await square.tensor.data()];
  if (numbers.join() !== "7,10,15,22") throw unable(name, `it squares [[1, 2], [3, 4]] to ${numbers.join(", ")}`);
}

/** Makes a started backend the one that tensors are made on: TensorFlow.js has one active backend for a whole thread. */
export function activateBackend(name: BackendName): void {
  if (tf.getBackend() === name) return;
  // Not awaited: for a backend that has started it takes effect at once.
  tf.setBackend(name);
  if (tf.getBackend() !== name) throw new Error(`internal: tfjs computes with ${tf.getBackend()} and not with ${name}`);
}

function unable(name: BackendName, found: string): BackendUnavailable {
  return new BackendUnavailable(`tfjs:${name}`, {
    requirement: `TensorFlow.js's backend ${name} must compute`,
    found,
    remedy: "Take another engine, onnx:cpu say",
  });
}

function disposable<T extends tf.Tensor>(tensor: T): { tensor: T } & Disposable {
  return { tensor, [Symbol.dispose]: () => tensor.dispose() };
}
