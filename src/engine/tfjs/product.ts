import * as tf from "@tensorflow/tfjs";
import { type Binary, differentiable, linear } from "./differentiable.ts";

/**
 * Matrix product `[M, K]` x `[K, N]` = `[M, N]`. The gradient transposes and then multiplies: wasm's product with a
 * transposing flag, which the stock gradient uses, is ten times slower than both together.
 */
export const product: Binary = differentiable(
  (a, b) => tf.matMul(a, b),
  (upstream, _a, b) => product(upstream, tf.transpose(b)),
  (upstream, a) => product(tf.transpose(a), upstream),
);

/**
 * Sum over samples and positions of `x` `[N, positions * channels]`: `[1, channels]`. Two short products with ones: faster
 * than the library's sum over outer axes, and with less rounding than one long sum.
 */
export function sumChannels(x: tf.Tensor, channels: number): tf.Tensor {
  const [samples = 0, size = 0] = x.shape;
  const positions = size / channels;
  return linear((x) => {
    const sums = tf.matMul(tf.ones([1, samples]), x);
    return positions === 1 ? sums : tf.matMul(tf.ones([1, positions]), tf.reshape(sums, [positions, channels]));
  }, (upstream) => repeatChannels(upstream, samples, positions))(x);
}

/** The opposite of `sumChannels()`: `v` `[1, channels]` repeated to `[samples, positions * channels]`. */
export function repeatChannels(v: tf.Tensor, samples: number, positions: number): tf.Tensor {
  return linear((v) => {
    const row = tf.reshape(tf.matMul(tf.ones([positions, 1]), v), [1, -1]);
    return tf.matMul(tf.ones([samples, 1]), row);
  }, (upstream) => sumChannels(upstream, v.size))(v);
}
