/** A network's passes as functions of tensors: without reading a number back, and to be run inside `tf.tidy()`. */

import * as tf from "@tensorflow/tfjs";
import type { Block, ResolvedNetwork } from "../../spec/network.ts";
import type { Moments } from "./batch_norm.ts";
import { crossEntropy } from "./cross_entropy.ts";
import { forward, type Pass } from "./forward.ts";
import { pack, unpack } from "./layout.ts";

/** Looks blocks' tensors up by the blocks' places. */
function lookUp(blocks: readonly Block[], tensors: readonly tf.Tensor[]): (block: Block) => tf.Tensor {
  const places = new Map(blocks.map(({ offset }, index) => [offset, tensors[index]!]));
  return ({ offset }) => places.get(offset)!;
}

/** Logits `[N, classes]` at flat theta `[P]`; by running statistics `[Q]` where they are given, else by the batch's own. */
export function logitsAt(
  network: ResolvedNetwork,
  theta: tf.Tensor,
  running?: tf.Tensor,
): (samples: tf.Tensor) => tf.Tensor {
  const parameter = lookUp(network.parameters, unpack(theta, network.parameters));
  if (!running) return (samples) => forward(network, samples, { parameter });
  const statistic = lookUp(network.statistics, unpack(running, network.statistics));
  const pass: Pass = {
    parameter,
    moments: ({ mean, variance }) => ({ mean: statistic(mean), variance: statistic(variance) }),
  };
  return (samples) => forward(network, samples, pass);
}

/** What `differentiate()` gives, all flat. */
export interface Derivative {
  /** `[N, classes]`. */
  readonly logits: tf.Tensor;
  /** `[P]`. */
  readonly gradient: tf.Tensor;
  /** Means and unbiased variances, `[Q]`. */
  readonly statistics: tf.Tensor;
}

/** Logits, gradient of the mean loss and batch statistics at flat theta `[P]`. */
export function differentiate(
  network: ResolvedNetwork,
  theta: tf.Tensor,
  samples: tf.Tensor,
  targets: tf.Tensor,
): Derivative {
  const kept: tf.Tensor[] = [];
  const keep = (tensor: tf.Tensor) => void kept.push(tf.keep(tensor));
  const onMoments = ({ mean, variance }: Moments, count: number) => {
    keep(mean);
    keep(tf.mul(variance, count / (count - 1)));
  };
  const gradients = tf.grads((...weights) => {
    const logits = forward(network, samples, { parameter: lookUp(network.parameters, weights), onMoments });
    keep(logits);
    return crossEntropy(logits, targets);
  })(unpack(theta, network.parameters));
  const [logits, statistics] = [kept.pop()!, pack(kept)];
  tf.dispose(kept);
  return { logits, gradient: pack(gradients), statistics };
}

/** The Hessian of the mean loss at theta `[P]` times `vector` `[P]`: the gradient of the gradient's product with the vector. */
export function multiplyHessian(
  network: ResolvedNetwork,
  theta: tf.Tensor,
  vector: tf.Tensor,
  samples: tf.Tensor,
  targets: tf.Tensor,
): tf.Tensor {
  const directions = unpack(vector, network.parameters);
  const loss = (...weights: tf.Tensor[]) =>
    crossEntropy(forward(network, samples, { parameter: lookUp(network.parameters, weights) }), targets);
  const slope = (...weights: tf.Tensor[]) =>
    // Two at a time: addN() of many blocks binds more buffers than WebGPU allows.
    tf.grads(loss)(weights)
      .map((gradient, index) => tf.sum(tf.mul(gradient, directions[index]!)))
      .reduce((sum, part) => tf.add(sum, part));
  return pack(tf.grads(slope)(unpack(theta, network.parameters)));
}
