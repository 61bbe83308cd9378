import * as tf from "@tensorflow/tfjs";
import { custom } from "./differentiable.ts";

/**
 * Maximum over non-overlapping windows, `[N, H, W, C]` to `[N, H / size, W / size, C]`. The gradient goes to the first
 * maximum of a window, row by row, as in PyTorch; the library's own kernels are not bound to break ties alike, have no second
 * derivative, and wasm's takes fifty times as long as its forward pass.
 */
export function maxPool(x: tf.Tensor, size: number): tf.Tensor {
  const images = x as tf.Tensor4D;
  return custom([x], (save) => {
    // A maximum leaves NaN out, so that a walk that has diverged would go on with finite losses; a mean does not.
    const poison = tf.mul(tf.avgPool(images, size, size, "valid"), 0);
    const maximum = tf.add(tf.maxPool(images, size, size, "valid"), poison);
    save([x, maximum]);
    return maximum;
  }, (upstream, [saved, maximum]) => [giveToFirstMaximum(upstream, saved!, maximum!, size)]);
}

function giveToFirstMaximum(upstream: tf.Tensor, x: tf.Tensor, maximum: tf.Tensor, size: number): tf.Tensor {
  const [samples = 0, height = 0, width = 0, channels = 0] = x.shape;
  const [rows, columns] = [samples * height / size, width / size];
  const windows = tf.reshape(x, [rows, size, columns, size * channels]);
  const largest = tf.reshape(maximum, [rows, 1, columns, channels]);
  const offsets = Array.from({ length: size }, (_, i) => i);

  let rest = tf.reshape(upstream, [rows, 1, columns, channels]);
  const bands = offsets.map((i) =>
    tf.concat(
      offsets.map((j) => {
        const candidate = tf.slice(windows, [0, i, 0, j * channels], [rows, 1, columns, channels]);
        // step() is 0 at the maximum and 1 below it, and many times faster on wasm than a comparison.
        const left = tf.mul(rest, tf.step(tf.sub(largest, candidate)));
        const taken = tf.sub(rest, left);
        rest = left;
        return taken;
      }),
      3,
    )
  );
  return tf.reshape(tf.concat(bands, 1), x.shape);
}
