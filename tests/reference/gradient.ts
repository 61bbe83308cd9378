import type { Batch } from "../../src/spec/engine.ts";
import type { ResolvedNetwork } from "../../src/spec/network.ts";
import { passLayers } from "./layer.ts";
import { softmaxCrossEntropy } from "./loss.ts";

/** Parameters of any precision: the reference reckons in float64. */
export type Numbers = Float32Array | Float64Array;

/** What the reference says of a batch. */
export interface ReferenceGradient {
  readonly loss: number;
  readonly correct: number;
  readonly gradient: Float64Array;
  readonly statistics: Float64Array;
}

/** Loss, correct count, gradient `[P]` and batch statistics `[Q]` by plain backpropagation; as `Program.gradient()`. */
export function gradient(
  network: ResolvedNetwork,
  theta: Numbers,
  batch: Batch,
  running?: Numbers,
): ReferenceGradient {
  const context = {
    count: batch.labels.length,
    theta: Float64Array.from(theta),
    gradient: new Float64Array(network.parameterCount),
    running: running && Float64Array.from(running),
    statistics: new Float64Array(network.statisticCount),
  };
  const pass = passLayers(network.layers, Float64Array.from(batch.inputs), context);
  const { loss, correct, logitGradient } = softmaxCrossEntropy(pass.output, batch.labels, network.network.classes);
  pass.backward(logitGradient);
  return { loss, correct, gradient: context.gradient, statistics: context.statistics };
}
