import * as tf from "@tensorflow/tfjs";

/** max(x, 0), with gradient 0 at 0. NaN stays NaN: wasm's own kernel makes 0 of those whose sign bit is set. */
export function relu(x: tf.Tensor): tf.Tensor {
  return tf.customGrad((...inputs) => {
    const positive = tf.step(x);
    (inputs.at(-1) as tf.GradSaveFunc)([positive]);
    return { value: tf.mul(x, positive), gradFunc: (upstream, saved) => tf.mul(upstream, saved[0]!) };
  })(x);
}
