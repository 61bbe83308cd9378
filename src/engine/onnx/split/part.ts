import type { ResolvedNetwork } from "../../../spec/network.ts";
import { type GradientRunner, openGradient } from "../gradient_runner.ts";
import type { Runtime } from "../runtime.ts";
import type { Exchange, ExchangePlace } from "./exchange.ts";

/** Which samples of a mini-batch of `size` a thread takes: from the first to before the second. */
export function partOf(size: number, { threads, thread }: Pick<ExchangePlace, "threads" | "thread">): [number, number] {
  return [Math.floor(size * thread / threads), Math.floor(size * (thread + 1) / threads)];
}

/** How many samples of a mini-batch of `size` each thread takes. */
export function sizesOf(size: number, threads: number): number[] {
  return Array.from({ length: threads }, (_, thread) => {
    const [start, end] = partOf(size, { threads, thread });
    return end - start;
  });
}

/** Compiles the gradient of a thread's part of mini-batches of `size` samples. */
export function openPart(
  runtime: Runtime,
  network: ResolvedNetwork,
  size: number,
  { place, exchange }: { readonly place: Pick<ExchangePlace, "threads" | "thread">; readonly exchange: Exchange },
): Promise<GradientRunner> {
  const sizes = sizesOf(size, place.threads);
  return openGradient(runtime, network, sizes[place.thread]!, { sizes, exchange });
}
