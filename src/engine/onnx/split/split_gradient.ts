import type { Batch, Gradient } from "../../../spec/engine.ts";
import type { ResolvedLayer, ResolvedNetwork } from "../../../spec/network.ts";
import type { GradientRunner } from "../gradient_runner.ts";
import type { Runtime } from "../runtime.ts";
import type { Mates } from "./mates.ts";
import { openPart, partOf, sizesOf } from "./part.ts";
import { settle } from "./settle.ts";

/** Least samples a thread. */
const leastSamples = 8;

/** Least numbers that flow through a network for each parameter. Measured: VGG-11 has 5 at a batch of 100, and loses; ResNet-56 has 218. */
const leastFlow = 16;

/** Least numbers that flow through a network for each layer that normalises, where threads wait for each other. Measured: VGG-11 at a sixteenth has 4e5, and loses. */
const leastWork = 1e6;

/**
 * Whether threads should share a mini-batch rather than each operator: where so many numbers flow through the network that to pass
 * them from core to core costs more than to wait at each normalisation and to add up the gradient's parts.
 */
export function suitsSharing(network: ResolvedNetwork, size: number, threads: number): boolean {
  const flow = size * flowOf(network.layers);
  // Each normalisation has two blocks of statistics.
  const waits = Math.max(1, network.statistics.length / 2);
  return threads > 1 && size >= leastSamples * threads && flow >= leastFlow * network.parameterCount &&
    flow >= leastWork * waits;
}

/** How many numbers all layers put out for a sample. */
function flowOf(layers: readonly ResolvedLayer[]): number {
  return layers.reduce((sum, layer) => {
    const inside = layer.kind === "residual" ? flowOf([...layer.before, ...layer.body, ...layer.shortcut]) : 0;
    return sum + inside + layer.output.reduce((product, length) => product * length, 1);
  }, 0);
}

/** Compiles the gradient of mini-batches of `size` samples that this thread, on `runtime`, and its mates share. */
export async function openSplitGradient(
  runtime: Runtime,
  network: ResolvedNetwork,
  { size, mates }: { readonly size: number; readonly mates: Mates },
): Promise<GradientRunner> {
  const { threads, exchange } = mates;
  const own = await openPart(runtime, network, { size, place: { threads, thread: 0 }, exchange });
  const sizes = sizesOf(size, threads);
  const features = network.network.input.reduce((product, length) => product * length, 1);

  function cut({ inputs, labels }: Batch): Batch[] {
    return sizes.map((_, thread) => {
      const [start, end] = partOf(size, { threads, thread });
      return { inputs: inputs.slice(start * features, end * features), labels: labels.slice(start, end) };
    });
  }

  return {
    async run(theta, batch) {
      const others = await mates.get();
      const [part, ...parts] = cut(batch);
      exchange.reset();
      exchange.begin();
      mates.show(theta);
      const theirs = others.map((mate, index) => mate.gradient(parts[index]!, size));
      const ours = own.run(theta, part!);
      // Who fails comes to no exchange any more: the others must not wait for it.
      for (const one of [ours, ...theirs]) one.catch(() => exchange.abandon());
      const answers = await settle<Pick<Gradient, "loss" | "correct">>([ours, ...theirs]);
      const { gradient, statistics } = await ours;
      mates.addParts(gradient);
      return {
        loss: answers.reduce((sum, { loss }, thread) => sum + loss * sizes[thread]!, 0) / size,
        correct: answers.reduce((sum, { correct }) => sum + correct, 0),
        gradient,
        statistics,
      };
    },
    [Symbol.dispose]: () => own[Symbol.dispose](),
  };
}
