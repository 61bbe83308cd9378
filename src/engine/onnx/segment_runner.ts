import { openingOf } from "../../network/opening.ts";
import type { ResolvedNetwork } from "../../spec/network.ts";
import { feedBlocks } from "./blocks.ts";
import { crossEntropy, type Tally } from "./cross_entropy.ts";
import { endName, openingGraph, pointGraph } from "./evaluation_graph.ts";
import { parameterName } from "./gradient_graph.ts";
import type { OpeningMemories } from "./opening_memories.ts";
import { OpeningMemory } from "./opening_memory.ts";
import type { Runtime } from "./runtime.ts";
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

/** Where the first layer's outputs of a batch of `size` are kept, empty yet. */
export function openingMemory(runtime: Runtime, network: ResolvedNetwork, size: number): OpeningMemory {
  const { first } = openingOf(network);
  const blocks = [first?.weight, first?.bias].filter((block) => block !== undefined);
  return new OpeningMemory(runtime, blocks, openingGraph(network, size, runtime.lanes).outputs[0]!.shape);
}

/**
 * Compiles segments for batches of `size`. The first layer is linear in its weights, so it is computed at both ends only and mixed
 * between them: exact, and exactly the end's own at alpha 0 and 1. What an end gave is kept for the next segment of the batch where
 * `memories` have room for it; the other batches share one pair of tensors and are computed anew, to the same bits.
 */
export async function openSegment(
  runtime: Runtime,
  network: ResolvedNetwork,
  size: number,
  memories: OpeningMemories,
): Promise<SegmentRunner> {
  const openingSession = await runtime.open(openingGraph(network, size, runtime.lanes));
  const pointSession = await runtime.open(pointGraph(network, size, runtime.lanes));
  const logits = runtime.tensor([network.network.classes, size]);
  const passing = openingMemory(runtime, network, size);

  function memoryOf(batch: HeldBatch): OpeningMemory {
    const own = memories.of(batch, passing.bytes, () => openingMemory(runtime, network, size));
    if (!own) passing.forget();
    return own ?? passing;
  }

  return {
    async run(from, to, alphas, batch) {
      const ends = await memoryOf(batch).ends(from, to, async (theta, output) => {
        const inputs = new Map([["samples", batch.samples]]);
        feedBlocks(runtime, inputs, network.parameters, theta, parameterName);
        await openingSession.run(inputs, new Map([["opening", output]]));
      });
      const inputs = new Map([["opening.from", ends.from], ["opening.to", ends.to]]);
      feedBlocks(runtime, inputs, network.parameters, from, parameterName);
      feedBlocks(runtime, inputs, network.parameters, to, endName);
      const tallies: Tally[] = [];
      for (const alpha of alphas) {
        inputs.set("alpha", runtime.tensor([], Float32Array.of(alpha)));
        inputs.set("rest", runtime.tensor([], Float32Array.of(1 - alpha)));
        await pointSession.run(inputs, new Map([["logits", logits]]));
        tallies.push(crossEntropy(logits.data, batch.labels));
      }
      return tallies;
    },
    [Symbol.dispose]() {
      openingSession[Symbol.dispose]();
      pointSession[Symbol.dispose]();
    },
  };
}
