import type { Normalisation } from "../../spec/engine.ts";
import type { ResolvedNetwork } from "../../spec/network.ts";
import { feedBlocks } from "./blocks.ts";
import { crossEntropy, type Tally } from "./cross_entropy.ts";
import { evaluationGraph } from "./evaluation_graph.ts";
import { parameterName, statisticName } from "./gradient_graph.ts";
import type { HostTensor, Runtime } from "./runtime.ts";
import type { HeldBatch } from "./sample_set.ts";

/** Evaluation of batches of one size with one kind of normalisation. */
export interface EvaluationRunner extends Disposable {
  run(theta: Float32Array<ArrayBuffer>, batch: HeldBatch, normalisation: Normalisation): Promise<Tally>;
}

/** Compiles the evaluation for batches of `size`. */
export async function openEvaluation(
  runtime: Runtime,
  network: ResolvedNetwork,
  size: number,
  kind: "batch" | "running",
): Promise<EvaluationRunner> {
  const session = await runtime.open(evaluationGraph(network, size, kind, runtime.lanes));
  const logits = runtime.tensor([network.network.classes, size]);
  const outputs = new Map([["logits", logits]]);
  return {
    async run(theta, { samples, labels }, normalisation) {
      const inputs = new Map<string, HostTensor>([["samples", samples]]);
      feedBlocks(runtime, inputs, network.parameters, theta, parameterName);
      if (normalisation !== "batch") {
        feedBlocks(runtime, inputs, network.statistics, normalisation.running, statisticName);
      }
      await session.run(inputs, outputs);
      return crossEntropy(logits.data, labels);
    },
    [Symbol.dispose]: () => session[Symbol.dispose](),
  };
}
