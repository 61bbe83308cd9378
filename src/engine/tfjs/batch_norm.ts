import * as tf from "@tensorflow/tfjs";
import { repeatChannels, sumChannels } from "./product.ts";

const epsilon = 1e-5;

/** Mean and biased variance of each channel, both `[1, C]`. */
export interface Moments {
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
}

/** Each channel's moments over samples and positions of `x` `[N, positions * channels]`. */
export function moments(x: tf.Tensor, channels: number): Moments {
  const count = x.size / channels;
  const mean = tf.div(sumChannels(x, channels), count);
  // Not E[x^2] - mean^2, which loses digits in float32 where the mean is large beside the deviation.
  const centred = tf.sub(x, repeatLike(mean, x));
  return { mean, variance: tf.div(sumChannels(tf.mul(centred, centred), channels), count) };
}

/** (x - mean) / sqrt(variance + 1e-5) * scale + shift, on `x` `[N, positions * channels]`. */
export function normalise(x: tf.Tensor, { mean, variance }: Moments, scale: tf.Tensor, shift: tf.Tensor): tf.Tensor {
  const factor = tf.mul(tf.rsqrt(tf.add(variance, epsilon)), scale);
  return tf.add(tf.mul(tf.sub(x, repeatLike(mean, x)), repeatLike(factor, x)), repeatLike(shift, x));
}

/** `v` `[1, C]` repeated to the shape of `x` `[N, positions * C]`: on wasm, and for gradients, faster than broadcasting. */
export function repeatLike(v: tf.Tensor, x: tf.Tensor): tf.Tensor {
  return repeatChannels(v, x.shape[0]!, x.shape[1]! / v.size);
}
