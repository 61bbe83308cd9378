import type { EngineName } from "../spec/engine.ts";

/** Cases side by side where `--jobs` is not given: as many as the threads fill the cores; one where they would share a GPU. */
export function defaultJobs(engine: EngineName, threads: number): number {
  const onProcessor = engine === "onnx:cpu" || engine === "tfjs:wasm" || engine === "tfjs:cpu";
  return onProcessor ? Math.max(1, Math.floor(navigator.hardwareConcurrency / threads)) : 1;
}
