import * as tf from "@tensorflow/tfjs";
import type { Block, ResolvedLayer, ResolvedNetwork } from "../../spec/network.ts";
import { type Moments, moments, normalise, repeatLike } from "./batch_norm.ts";
import { convolve } from "./convolution.ts";
import { constant, isConstant } from "./differentiable.ts";
import { toFeatures } from "./layout.ts";
import { maxPool } from "./max_pool.ts";
import { product } from "./product.ts";
import { relu } from "./relu.ts";

/** What a forward pass reads beside its samples. */
export interface Pass {
  /** A block of theta as `unpack()` lays it out. */
  parameter(block: Block): tf.Tensor;
  /** The moments that a batch normalisation uses; the batch's own where undefined. */
  moments?(layer: BatchNormLayer): Moments;
  /** Sees each batch normalisation's own moments, over `count` values a channel, in the network's order. */
  onMoments?(own: Moments, count: number): void;
}

/** A batch normalisation with its places. */
export type BatchNormLayer = Extract<ResolvedLayer, { kind: "batchNorm" }>;

/** Logits `[N, classes]` of samples as `upload()` makes them. */
export function forward(network: ResolvedNetwork, samples: tf.Tensor, pass: Pass): tf.Tensor {
  return apply(network.layers, constant(samples), pass);
}

function apply(layers: readonly ResolvedLayer[], input: tf.Tensor, pass: Pass): tf.Tensor {
  return layers.reduce((x, layer) => applyLayer(layer, x, pass), input);
}

function applyLayer(layer: ResolvedLayer, x: tf.Tensor, pass: Pass): tf.Tensor {
  switch (layer.kind) {
    case "flatten":
      return x.rank === 4 ? toFeatures(x) : x;
    case "relu":
      return relu(x);
    case "globalAveragePool":
      return tf.mean(x, [1, 2]);
    case "maxPool":
      return maxPool(x, layer.size);
    case "dense":
      return onRows(product(x, pass.parameter(layer.weight)), (rows) => addBias(rows, pass.parameter(layer.bias)));
    case "convolution": {
      const { padding, stride, weight, bias } = layer;
      const [channels = 0, height = 0, width = 0] = layer.input;
      const edges: [number, number] = [padding, padding];
      const padded = padding === 0 ? x : tf.pad(x, [[0, 0], edges, edges, [0, 0]]);
      if (isConstant(x)) constant(padded);
      const [outputs = 0, , rows = 0, columns = 0] = weight.shape;
      const convolution = convolve({
        stride,
        image: [height + 2 * padding, width + 2 * padding, channels],
        kernel: [rows, columns, channels, outputs],
      });
      const y = convolution(padded, pass.parameter(weight));
      return bias ? onRows(y, (all) => addBias(all, pass.parameter(bias))) : y;
    }
    case "batchNorm":
      return onRows(x, (rows) => {
        const used = pass.moments?.(layer) ?? moments(rows, layer.mean.size);
        pass.onMoments?.(used, rows.size / layer.mean.size);
        return normalise(rows, used, pass.parameter(layer.scale), pass.parameter(layer.shift));
      });
    case "residual": {
      const before = apply(layer.before, x, pass);
      const body = apply(layer.body, before, pass);
      return tf.add(body, layer.shortcut.length > 0 ? apply(layer.shortcut, before, pass) : x);
    }
  }
}

/** Works on `[N, everything else]` and gives the shape back. */
function onRows(x: tf.Tensor, work: (rows: tf.Tensor) => tf.Tensor): tf.Tensor {
  return tf.reshape(work(tf.reshape(x, [x.shape[0]!, -1])), x.shape);
}

function addBias(rows: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  return tf.add(rows, repeatLike(bias, rows));
}
