import type { ResolvedNetwork } from "../../spec/network.ts";
import { feedBlocks } from "./blocks.ts";
import { crossEntropy, type Tally } from "./cross_entropy.ts";
import { endName, openingGraph, pointGraph } from "./evaluation_graph.ts";
import { parameterName } from "./gradient_graph.ts";
import type { HostTensor, Runtime } from "./runtime.ts";
import type { HeldBatch } from "./sample_set.ts";

/** Evaluation of batches of one size along segments. */
export interface SegmentRunner extends Disposable {
  run(
    from: Float32Array<ArrayBuffer>,
    to: Float32Array<ArrayBuffer>,
    alphas: readonly number[],
    batch: HeldBatch,
  ): Promise<Tally[]>;
}

/**
 * Compiles segments for batches of `size`. The first layer is linear in its weights, so it is computed at both ends only and mixed
 * between them: exact, and exactly the end's own at alpha 0 and 1.
 */
export async function openSegment(runtime: Runtime, network: ResolvedNetwork, size: number): Promise<SegmentRunner> {
  const opening = openingGraph(network, size);
  const openingSession = await runtime.open(opening);
  const pointSession = await runtime.open(pointGraph(network, size));
  const logits = runtime.tensor([network.network.classes, size]);
  const openingAt = { from: runtime.tensor(opening.outputs[0]!.shape), to: runtime.tensor(opening.outputs[0]!.shape) };

  async function open(theta: Float32Array<ArrayBuffer>, samples: HostTensor, output: HostTensor) {
    const inputs = new Map([["samples", samples]]);
    feedBlocks(runtime, inputs, network.parameters, theta, parameterName);
    await openingSession.run(inputs, new Map([["opening", output]]));
  }

  return {
    async run(from, to, alphas, { samples, labels }) {
      await open(from, samples, openingAt.from);
      await open(to, samples, openingAt.to);
      const inputs = new Map([["opening.from", openingAt.from], ["opening.to", openingAt.to]]);
      feedBlocks(runtime, inputs, network.parameters, from, parameterName);
      feedBlocks(runtime, inputs, network.parameters, to, endName);
      const tallies: Tally[] = [];
      for (const alpha of alphas) {
        inputs.set("alpha", runtime.tensor([], Float32Array.of(alpha)));
        inputs.set("rest", runtime.tensor([], Float32Array.of(1 - alpha)));
        await pointSession.run(inputs, new Map([["logits", logits]]));
        tallies.push(crossEntropy(logits.data, labels));
      }
      return tallies;
    },
    [Symbol.dispose]() {
      openingSession[Symbol.dispose]();
      pointSession[Symbol.dispose]();
    },
  };
}
