/** Parts of a mini-batch that threads share. */

import type { ResolvedNetwork } from "../../../spec/network.ts";
import { type GradientRunner, openGradient } from "../gradient_runner.ts";
import type { Runtime } from "../runtime.ts";
import type { Exchange, ExchangePlace } from "./exchange.ts";

/** Which thread of how many. */
export type Place = Pick<ExchangePlace, "threads" | "thread">;

/** Which samples of a mini-batch of `size` a thread takes: from the first to before the second. */
export function partOf(size: number, { threads, thread }: Place): [number, number] {
  return [Math.floor(size * thread / threads), Math.floor(size * (thread + 1) / threads)];
}

/** How many samples of a mini-batch of `size` each thread takes. */
export function sizesOf(size: number, threads: number): number[] {
  return Array.from({ length: threads }, (_, thread) => {
    const [start, end] = partOf(size, { threads, thread });
    return end - start;
  });
}

/** Whose part of what is compiled. */
export interface PartOptions {
  /** Samples of the whole mini-batch. */
  readonly size: number;
  readonly place: Place;
  readonly exchange: Exchange;
}

/** Compiles the gradient of a thread's part of mini-batches. */
export function openPart(
  runtime: Runtime,
  network: ResolvedNetwork,
  { size, place, exchange }: PartOptions,
): Promise<GradientRunner> {
  const sizes = sizesOf(size, place.threads);
  return openGradient(runtime, network, { size: sizes[place.thread]!, shared: { sizes, exchange } });
}
