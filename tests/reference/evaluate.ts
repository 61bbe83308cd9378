import type { Batch, Evaluation, Normalisation } from "../../src/spec/engine.ts";
import type { ResolvedNetwork } from "../../src/spec/network.ts";
import type { Numbers } from "./gradient.ts";
import { passLayers } from "./layer.ts";
import { softmaxCrossEntropy } from "./loss.ts";

/** Mean loss and accuracy over batches, each sample counting once; as `Program.evaluate()`. */
export function evaluate(
  network: ResolvedNetwork,
  theta: Numbers,
  batches: readonly Batch[],
  normalisation: Normalisation,
): Evaluation {
  let loss = 0;
  let correct = 0;
  let size = 0;
  for (const { inputs, labels } of batches) {
    const context = {
      count: labels.length,
      theta: Float64Array.from(theta),
      gradient: new Float64Array(network.parameterCount),
      running: normalisation === "batch" ? undefined : Float64Array.from(normalisation.running),
      statistics: new Float64Array(network.statisticCount),
    };
    const logits = passLayers(network.layers, Float64Array.from(inputs), context).output;
    const batch = softmaxCrossEntropy(logits, labels, network.network.classes);
    loss += batch.loss * labels.length;
    correct += batch.correct;
    size += labels.length;
  }
  return { loss: loss / size, accuracy: correct / size };
}

/** Samples cut into batches in the order given; the last one may be smaller. */
export function cut(samples: Batch, batchSize: number): Batch[] {
  const size = samples.labels.length;
  const features = samples.inputs.length / size;
  const batches: Batch[] = [];
  for (let start = 0; start < size; start += batchSize) {
    const end = Math.min(start + batchSize, size);
    batches.push({
      inputs: samples.inputs.slice(start * features, end * features),
      labels: samples.labels.slice(start, end),
    });
  }
  return batches;
}
