/** The one interface over flat parameter vectors that every engine implements. */

import type { ResolvedNetwork } from "./network.ts";

/** The engines by name: library and provider or backend. */
export const engineNames = [
  "onnx:cpu",
  "onnx:webgpu",
  "onnx:cuda",
  "tfjs:tensorflow",
  "tfjs:webgpu",
  "tfjs:wasm",
  "tfjs:cpu",
] as const;

/** The name of an engine, for example `"onnx:cpu"`. */
export type EngineName = typeof engineNames[number];

/** What stands in every run about the engine that made it. */
export interface EngineInfo {
  /** Library and provider or backend. */
  readonly name: EngineName;
  /** For example `"onnxruntime-node"`. */
  readonly library: string;
  /** Version of the library. */
  readonly version: string;
  /** The device as the library names it, for example `"cpu"` or the GPU's name. */
  readonly device: string;
  /** Threads of one walk. */
  readonly threads: number;
}

/** Samples: inputs `[N, channels * height * width]`, already normalised, in row-major CHW order, and labels `[N]`. */
export interface Batch {
  /** `[N, channels * height * width]`. */
  readonly inputs: Float32Array<ArrayBuffer>;
  /** Class of each sample, `[N]`. */
  readonly labels: Int32Array<ArrayBuffer>;
}

/** The answer of `Program.gradient()`. The arrays belong to the program and hold until its next call: copy what you keep. */
export interface Gradient {
  /** Mean cross-entropy of the batch, nats. */
  readonly loss: number;
  /** How many samples of the batch are classified rightly. */
  readonly correct: number;
  /** Gradient of the mean loss, `[P]`, without weight decay. */
  readonly gradient: Float32Array<ArrayBuffer>;
  /** Mean and unbiased variance of this batch for each batch normalisation, `[Q]`, laid out as the running statistics. */
  readonly statistics: Float32Array<ArrayBuffer>;
}

/** Mean loss and accuracy over a sample set. */
export interface Evaluation {
  /** Mean cross-entropy, nats. */
  readonly loss: number;
  /** Share of samples classified rightly, 0 to 1. */
  readonly accuracy: number;
}

/** Samples kept by a program, in batches whose members and order never change. Made by `Program.hold()`. */
export interface SampleSet extends Disposable {
  /** How many samples it has. */
  readonly size: number;
  /** Samples a batch; the last batch may be smaller. */
  readonly batchSize: number;
}

/** Which statistics batch normalisation uses: those of the batch, or running statistics `[Q]`. */
export type Normalisation = "batch" | { readonly running: Float32Array<ArrayBuffer> };

/** A network compiled by an engine. A vector of another length than P is a TypeError. */
export interface Program extends Disposable {
  /** What was compiled. */
  readonly network: ResolvedNetwork;
  /** Loss and gradient of a mini-batch, batch normalisation by the batch's own statistics. */
  gradient(theta: Float32Array<ArrayBuffer>, batch: Batch): Promise<Gradient>;
  /**
   * The Hessian of the batch's mean loss times `vector`, `[P]`, batch normalisation by the batch's own statistics.
   * The array belongs to the program and holds until its next call.
   */
  hessianVector(
    theta: Float32Array<ArrayBuffer>,
    vector: Float32Array<ArrayBuffer>,
    batch: Batch,
  ): Promise<Float32Array<ArrayBuffer>>;
  /** Keeps samples in the engine, cut into batches of `batchSize` in the order given. */
  hold(samples: Batch, batchSize: number): SampleSet;
  /** Bytes that a set of so many samples takes, with what is kept of it between segments; for estimates. */
  heldBytes(samples: number, batchSize: number): number;
  /**
   * Mean loss at `(1 - alpha) * from + alpha * to` for each of `alphas`, over all samples of `set`, batch normalisation by
   * the statistics of each of its batches. The hot path. Costs `alphas.length` forward passes at most.
   */
  segment(
    from: Float32Array<ArrayBuffer>,
    to: Float32Array<ArrayBuffer>,
    alphas: readonly number[],
    set: SampleSet,
  ): Promise<Float64Array<ArrayBuffer>>;
  /**
   * The same of some batches of `set`, by their places in it: the sum of the losses of each batch's samples, nats,
   * `[batches * alphas]`, batch by batch. Sums of all batches, added up in their order, make what `segment()` gives, to the rounding
   * of float64.
   */
  segmentSums(
    from: Float32Array<ArrayBuffer>,
    to: Float32Array<ArrayBuffer>,
    alphas: readonly number[],
    set: SampleSet,
    batches: readonly number[],
  ): Promise<Float64Array<ArrayBuffer>>;
  /** Mean loss and accuracy over all samples of `set`. */
  evaluate(
    theta: Float32Array<ArrayBuffer>,
    set: SampleSet,
    normalisation: Normalisation,
  ): Promise<Evaluation>;
}

/** An open engine. */
export interface Engine extends Disposable {
  readonly info: EngineInfo;
  compile(network: ResolvedNetwork): Promise<Program>;
}

/** What `deno task engines` tells of one engine. */
export type Availability =
  | { readonly name: EngineName; readonly available: true; readonly info: EngineInfo }
  | {
    readonly name: EngineName;
    readonly available: false;
    /** Why it cannot be used here. */
    readonly reason: string;
    /** What to install or do to have it. */
    readonly remedy: string;
  };

/** Options of opening an engine. */
export interface EngineOptions {
  /** Threads of one walk; 1 by default, as cases run side by side. */
  readonly threads?: number;
}
