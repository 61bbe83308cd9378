import * as tf from "@tensorflow/tfjs";
import type { Batch } from "../../spec/engine.ts";
import type { ResolvedNetwork } from "../../spec/network.ts";
import { toImages } from "./layout.ts";

/** Samples as tensors, a tensor a batch. */
export interface HeldSamples extends Disposable {
  readonly batches: readonly tf.Tensor[];
  /** Of all samples. */
  readonly labels: Int32Array<ArrayBuffer>;
}

/**
 * A batch's samples as the forward pass takes them: images `[N, H, W, C]`, or as they come, `[N, C * H * W]`, where the network
 * flattens at once.
 */
export function upload({ network, layers }: ResolvedNetwork, { inputs, labels }: Batch): tf.Tensor {
  const rows: [number, number] = [labels.length, inputs.length / labels.length];
  if (layers[0]?.kind === "flatten") return tf.tensor2d(inputs, rows);
  return tf.tidy(() => toImages(tf.tensor2d(inputs, rows), network.input));
}

/** Labels as one-hot rows `[N, classes]`. Made here, as wasm's `oneHot()` writes float32 ones as integers. */
export function uploadTargets({ network }: ResolvedNetwork, { labels }: Batch): tf.Tensor {
  const targets = new Float32Array(labels.length * network.classes);
  labels.forEach((label, sample) => targets[sample * network.classes + label] = 1);
  return tf.tensor2d(targets, [labels.length, network.classes]);
}

/**
 * Copies samples into tensors of `batchSize` samples, the last one smaller where it must be.
 *
 * @throws {RangeError} If the batch size is not a positive integer.
 */
export function holdSamples(network: ResolvedNetwork, samples: Batch, batchSize: number): HeldSamples {
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`Cannot hold samples as the batch size must be a positive integer: ${batchSize}`);
  }
  const size = samples.labels.length;
  const features = samples.inputs.length / size;
  const batches: tf.Tensor[] = [];
  for (let start = 0; start < size; start += batchSize) {
    const end = Math.min(start + batchSize, size);
    const inputs = samples.inputs.slice(start * features, end * features);
    batches.push(upload(network, { inputs, labels: samples.labels.slice(start, end) }));
  }
  return { batches, labels: samples.labels.slice(), [Symbol.dispose]: () => tf.dispose(batches) };
}
