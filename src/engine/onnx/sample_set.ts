import type { Batch, SampleSet } from "../../spec/engine.ts";
import type { ResolvedNetwork } from "../../spec/network.ts";
import { checkBatch } from "../check_arguments.ts";
import type { HostTensor, Runtime } from "./runtime.ts";

/** One batch of a sample set. */
export interface HeldBatch {
  readonly samples: HostTensor;
  readonly labels: Int32Array<ArrayBuffer>;
}

/** Samples in the engine. */
export interface HeldSet extends SampleSet {
  readonly batches: readonly HeldBatch[];
}

/** How samples are held. */
export interface HoldOptions {
  /** Samples a batch; the last batch may be smaller. */
  readonly batchSize: number;
  /** Is told the batches of a set that is disposed. */
  readonly release: (batches: readonly HeldBatch[]) => void;
}

/** Copies samples into the engine in batches of `batchSize`, the last one smaller where it must be. */
export function holdSamples(
  runtime: Runtime,
  network: ResolvedNetwork,
  samples: Batch,
  { batchSize, release }: HoldOptions,
): HeldSet {
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`Cannot hold samples as the batch size must be a positive integer: ${batchSize}`);
  }
  checkBatch(network, samples);
  const size = samples.labels.length;
  const features = samples.inputs.length / size;
  let batches: HeldBatch[] = [];
  for (let start = 0; start < size; start += batchSize) {
    const end = Math.min(start + batchSize, size);
    batches.push({
      samples: runtime.tensor([end - start, features], samples.inputs.slice(start * features, end * features)),
      labels: samples.labels.slice(start, end),
    });
  }
  return {
    size,
    batchSize,
    get batches() {
      return batches;
    },
    [Symbol.dispose]() {
      release(batches);
      batches = [];
    },
  };
}
