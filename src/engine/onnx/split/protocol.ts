/** What a program and its mates, workers that compute their part of it on threads of their own, tell each other. */

import type { Network } from "../../../spec/network.ts";
import type { ExchangePlace } from "./exchange.ts";

/** What a mate needs to know once. Vectors `[P]` are shared memory, as they change with each step. */
export interface MateSetup {
  readonly network: Network;
  /** Bytes of first layers' outputs to keep. */
  readonly budget: number;
  /** The ends of the segment at hand; a gradient is taken at the first. */
  readonly ends: readonly [SharedArrayBuffer, SharedArrayBuffer];
  /** Where the mate puts its part of a gradient. */
  readonly gradient: SharedArrayBuffer;
  readonly place: ExchangePlace;
}

/** Samples as they are sent. */
export interface SentBatch {
  readonly inputs: Float32Array<ArrayBuffer>;
  readonly labels: Int32Array<ArrayBuffer>;
}

/** Places at which to evaluate a held batch, which comes along the first time. */
export interface SentTask {
  readonly id: number;
  readonly alphas: readonly number[];
  readonly batch?: SentBatch;
}

/** What a mate is asked; it answers each with its kind. */
export type Question =
  | { readonly kind: "open"; readonly setup: MateSetup }
  | { readonly kind: "segment"; readonly tasks: readonly SentTask[] }
  /** The mate's part of a mini-batch of `size` samples. */
  | { readonly kind: "gradient"; readonly batch: SentBatch; readonly size: number };

/** From a program to a mate. */
export type ToMate = Question | { readonly kind: "release"; readonly ids: readonly number[] };

/** What a mate answers. */
export type Answer =
  | { readonly kind: "open" }
  /** As of `Segments.sums()`. */
  | { readonly kind: "segment"; readonly sums: readonly number[] }
  /** Mean loss and rightly classified samples of the part. */
  | { readonly kind: "gradient"; readonly loss: number; readonly correct: number };

/** From a mate to its program. `waited` where it failed only as another thread gave up. */
export type FromMate = Answer | { readonly kind: "failed"; readonly message: string; readonly waited: boolean };
