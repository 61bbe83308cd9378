import type { Batch, SampleSet } from "../../spec/engine.ts";
import type { ResolvedNetwork } from "../../spec/network.ts";
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

/** Copies samples into the engine in batches of `batchSize`, the last one smaller where it must be. */
export function holdSamples(runtime: Runtime, network: ResolvedNetwork, samples: Batch, batchSize: number): HeldSet {
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
    [Symbol.dispose]: () => void (batches = []),
  };
}

/** @throws {TypeError} If inputs and labels do not fit the network or each other. */
export function checkBatch({ network }: ResolvedNetwork, { inputs, labels }: Batch): void {
  const features = network.input.reduce((product, length) => product * length, 1);
  if (labels.length === 0 || inputs.length !== labels.length * features) {
    throw new TypeError(
      `Cannot run ${network.name} as a batch must have ${features} inputs a label and a label at least: ` +
        `${inputs.length} inputs, ${labels.length} labels`,
    );
  }
  const bad = labels.find((label) => !(label >= 0 && label < network.classes));
  if (bad !== undefined) {
    throw new TypeError(`Cannot run ${network.name} as labels must be 0 to ${network.classes - 1}: ${bad}`);
  }
}

/** @throws {TypeError} If a vector has not the length that it must have. */
export function checkVector(what: string, vector: Float32Array, length: number): void {
  if (vector.length !== length) {
    throw new TypeError(`Cannot run as ${what} must have ${length} numbers: ${vector.length}`);
  }
}
