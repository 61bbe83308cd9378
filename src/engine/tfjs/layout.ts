/**
 * Between theta, flat in PyTorch's order, and tensors as TensorFlow.js wants them: dense weights `[inputs, outputs]`, kernels
 * `[k, k, inputs, outputs]`, all else `[1, features]`.
 */

import * as tf from "@tensorflow/tfjs";
import type { Block } from "../../spec/network.ts";

/** Cuts a flat tensor `[P]` into its blocks' tensors, in the order of `blocks`. */
export function unpack(flat: tf.Tensor, blocks: readonly Block[]): tf.Tensor[] {
  if (blocks.length === 0) return [];
  return tf.split(flat, blocks.map((block) => block.size)).map((part, index) => {
    const { shape } = blocks[index]!;
    if (shape.length === 1) return tf.reshape(part, [1, -1]);
    return tf.transpose(tf.reshape(part, [...shape]), shape.length === 4 ? [2, 3, 1, 0] : [1, 0]);
  });
}

/** The opposite of `unpack()`: the blocks' tensors as one flat tensor `[P]`. */
export function pack(tensors: readonly tf.Tensor[]): tf.Tensor {
  if (tensors.length === 0) return tf.zeros([0]);
  return tf.concat(tensors.map((tensor) => {
    return tf.reshape(tf.transpose(tensor, tensor.rank === 4 ? [3, 2, 0, 1] : [1, 0]), [-1]);
  }));
}

/** Images `[N, C * H * W]`, as samples come, to `[N, H, W, C]`. */
export function toImages(samples: tf.Tensor, [channels = 0, height = 0, width = 0]: readonly number[]): tf.Tensor {
  return tf.transpose(tf.reshape(samples, [-1, channels, height, width]), [0, 2, 3, 1]);
}

/** The opposite of `toImages()`: features in the order of channel, row and column. */
export function toFeatures(images: tf.Tensor): tf.Tensor {
  return tf.reshape(tf.transpose(images, [0, 3, 1, 2]), [images.shape[0]!, -1]);
}
