import * as tf from "@tensorflow/tfjs";
import { custom } from "./differentiable.ts";

/** max(x, 0), with gradient 0 at 0. NaN stays NaN: wasm's own kernel makes 0 of those whose sign bit is set. */
export function relu(x: tf.Tensor): tf.Tensor {
  return custom([x], (save) => {
    const positive = tf.step(x);
    save([positive]);
    return tf.mul(x, positive);
  }, (upstream, [positive]) => [tf.mul(upstream, positive!)]);
}
