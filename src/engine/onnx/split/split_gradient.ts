import type { ResolvedLayer, ResolvedNetwork } from "../../../spec/network.ts";
import type { Batch } from "../../../spec/engine.ts";
import type { GradientRunner } from "../gradient_runner.ts";
import type { Runtime } from "../runtime.ts";
import { ExchangeError } from "./exchange.ts";
import type { Mates } from "./mates.ts";
import { openPart, partOf, sizesOf } from "./part.ts";

/** Least samples a thread. */
const leastSamples = 8;

/** Least numbers that flow through a network for each parameter. Measured: VGG-11 has 4 at a batch of 100, and loses; ResNet-56 has 160. */
const leastFlow = 16;

/**
 * Whether threads should share a mini-batch rather than each operator: where so many numbers flow through the network that to pass
 * them from core to core costs more than to add up the gradient's parts.
 */
export function suitsSharing(network: ResolvedNetwork, size: number, threads: number): boolean {
  return threads > 1 && size >= leastSamples * threads &&
    size * flowOf(network.layers) >= leastFlow * network.parameterCount;
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
  size: number,
  mates: Mates,
): Promise<GradientRunner> {
  const { threads, exchange } = mates;
  const sizes = sizesOf(size, threads);
  const place = (thread: number) => ({ threads, thread });
  const own = await openPart(runtime, network, size, { place: place(0), exchange });
  const features = network.network.input.reduce((product, length) => product * length, 1);
  const cut = ({ inputs, labels }: Batch, thread: number): Batch => {
    const [start, end] = partOf(size, place(thread));
    return { inputs: inputs.subarray(start * features, end * features), labels: labels.subarray(start, end) };
  };
  return {
    async run(theta, batch) {
      const others = await mates.get();
      mates.show(theta);
      const theirs = others.map((mate, index) => {
        const { inputs, labels } = cut(batch, index + 1);
        return mate.gradient({ inputs: inputs.slice(), labels: labels.slice() }, size);
      });
      const [ours, ...answers] = await all([own.run(theta, cut(batch, 0)), ...theirs]);
      const { gradient, statistics } = ours;
      mates.addParts(gradient);
      const losses = [ours.loss, ...answers.map(([loss = NaN]) => loss)];
      return {
        loss: losses.reduce((sum, loss, thread) => sum + loss * sizes[thread]!, 0) / size,
        correct: answers.reduce((sum, [, correct = NaN]) => sum + correct, ours.correct),
        gradient,
        statistics,
      };
    },
    [Symbol.dispose]: () => own[Symbol.dispose](),
  };
}

/** As `Promise.all()`, but it waits for all, and of several failures it tells one that is no echo of another thread's. */
async function all<Answers extends readonly unknown[]>(
  asked: { readonly [Index in keyof Answers]: Promise<Answers[Index]> },
): Promise<Answers> {
  const settled = await Promise.allSettled(asked);
  const failures = settled.flatMap((one) => one.status === "rejected" ? [one.reason] : []);
  if (failures.length > 0) throw failures.find((failure) => !(failure instanceof ExchangeError)) ?? failures[0];
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as unknown as Answers;
}
