import * as tf from "@tensorflow/tfjs";

/** A function of two tensors. */
export type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/**
 * A function of two tensors with a gradient of our own. Where `gradient` is itself made of differentiable functions, the
 * result can be differentiated as often as one likes, which Hessian-vector products need. TensorFlow.js loses second
 * derivatives through what it saves of an operator's output, so only the inputs are saved here.
 */
export function differentiable(
  value: Binary,
  gradient: (upstream: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => [tf.Tensor, tf.Tensor],
): Binary {
  return (a, b) =>
    tf.customGrad((...inputs) => {
      (inputs.at(-1) as tf.GradSaveFunc)([a, b]);
      return { value: value(a, b), gradFunc: (upstream, saved) => gradient(upstream, saved[0]!, saved[1]!) };
    })(a, b);
}
