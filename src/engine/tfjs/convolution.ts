/**
 * Convolution without padding and its two gradients. All three come from one form that is linear in image x, kernel w and
 * output y, <convolve(x, w), y>, so each one's gradients are the other two, and they can be differentiated again and again.
 * Images are `[N, H, W, C]`, kernels `[k, k, C, outputs]`.
 */

import * as tf from "@tensorflow/tfjs";
import { type Binary, differentiable } from "./differentiable.ts";

/** What a convolution's shapes depend on, beside the number of samples. */
export interface Geometry {
  readonly stride: number;
  /** `[H, W, C]` of the padded image. */
  readonly image: readonly [height: number, width: number, channels: number];
  /** `[k, k, C, outputs]`. */
  readonly kernel: readonly [height: number, width: number, channels: number, outputs: number];
}

/** The convolution of image and kernel, `[N, (H - k) / stride + 1, ..., outputs]`, rounded down. */
export function convolve(geometry: Geometry): Binary {
  return differentiable(
    (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, geometry.stride, "valid"),
    (y, _x, w) => imageGradient(geometry)(y, w),
    (y, x) => kernelGradient(geometry)(x, y),
  );
}

/** What of output gradient `y` falls on each pixel, through kernel `w`. */
function imageGradient(geometry: Geometry): Binary {
  return differentiable(
    hasGradientKernels() ? imageGradientKernel(geometry) : imageGradientComposed(geometry),
    (x, _y, w) => convolve(geometry)(x, w),
    (x, y) => kernelGradient(geometry)(x, y),
  );
}

/** What of output gradient `y` falls on each weight, from image `x`. */
function kernelGradient(geometry: Geometry): Binary {
  return differentiable(
    hasGradientKernels() ? kernelGradientKernel(geometry) : kernelGradientComposed(geometry),
    (w, _x, y) => imageGradient(geometry)(y, w),
    (w, x) => convolve(geometry)(x, w),
  );
}

/** wasm has no kernel for the weights' gradient, and its kernel for the image's is ten times slower than ours below. */
function hasGradientKernels(): boolean {
  return tf.getKernel("Conv2DBackpropFilter", tf.getBackend()) !== undefined;
}

function attributes(stride: number): Record<string, string | number> {
  return { strides: stride, pad: "valid", dataFormat: "NHWC" };
}

function imageGradientKernel({ stride, image }: Geometry): Binary {
  return (y, w) =>
    tf.engine().runKernel("Conv2DBackpropInput", { dy: y, filter: w }, {
      ...attributes(stride),
      inputShape: [y.shape[0]!, ...image],
    });
}

function kernelGradientKernel({ stride, kernel }: Geometry): Binary {
  return (x, y) =>
    tf.engine().runKernel("Conv2DBackpropFilter", { x, dy: y }, {
      ...attributes(stride),
      filterShape: [...kernel],
    });
}

/** Zeros between the outputs and around them, then a convolution with the kernel turned by half a turn. */
function imageGradientComposed({ stride, image, kernel }: Geometry): Binary {
  return (y, w) => {
    const [height, width] = image;
    const [rows, columns] = kernel;
    const [samples = 0] = y.shape;
    const dilated = dilate(y, stride);
    const [, tall = 0, wide = 0, outputs = 0] = dilated.shape;
    const below = Math.max(0, height - tall);
    const right = Math.max(0, width - wide);
    const padded = tf.pad(dilated, [[0, 0], [rows - 1, below], [columns - 1, right], [0, 0]]);
    const cut = tf.slice(padded, [0, 0, 0, 0], [samples, height + rows - 1, width + columns - 1, outputs]);
    const turned = tf.transpose(tf.reverse(w, [0, 1]), [0, 1, 3, 2]);
    return tf.conv2d(cut as tf.Tensor4D, turned as tf.Tensor4D, 1, "valid");
  };
}

/** A convolution in which channels are samples, samples are channels and the output gradient is the kernel. */
function kernelGradientComposed({ stride, kernel }: Geometry): Binary {
  return (x, y) => {
    const [rows, columns, channels, outputs] = kernel;
    const image = tf.transpose(x, [3, 1, 2, 0]) as tf.Tensor4D;
    const filter = tf.transpose(y, [1, 2, 0, 3]) as tf.Tensor4D;
    const gradient = tf.conv2d(image, filter, 1, "valid", "NHWC", stride);
    // A last row that no window reaches gives a row too many.
    const cut = tf.slice(gradient, [0, 0, 0, 0], [channels, rows, columns, outputs]);
    return tf.transpose(cut, [1, 2, 0, 3]);
  };
}

/** `stride - 1` zeros after each row and column. */
function dilate(y: tf.Tensor, stride: number): tf.Tensor {
  if (stride === 1) return y;
  const [samples = 0, height = 0, width = 0, channels = 0] = y.shape;
  const columns = tf.pad(tf.reshape(y, [-1, channels]), [[0, 0], [0, (stride - 1) * channels]]);
  const row = width * stride * channels;
  const rows = tf.pad(tf.reshape(columns, [-1, row]), [[0, 0], [0, (stride - 1) * row]]);
  return tf.reshape(rows, [samples, height * stride, width * stride, channels]);
}
