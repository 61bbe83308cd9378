import * as tf from "@tensorflow/tfjs";

/** A function of two tensors. */
export type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** A gradient with respect to one of two tensors. */
export type Gradient = (upstream: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const constants = new WeakSet<tf.Tensor>();

/** Marks a tensor, samples say, whose gradient nobody wants: as a first argument it costs none then. */
export function constant(tensor: tf.Tensor): tf.Tensor {
  constants.add(tensor);
  return tensor;
}

/** Whether a tensor is marked as constant. */
export function isConstant(tensor: tf.Tensor): boolean {
  return constants.has(tensor);
}

/**
 * A function of two tensors with gradients of our own. Where these are themselves made of differentiable functions, the result
 * can be differentiated as often as one likes, which Hessian-vector products need. TensorFlow.js loses second derivatives
 * through what it saves of an operator's output, so only the inputs are saved here.
 */
export function differentiable(value: Binary, gradientOfA: Gradient, gradientOfB: Gradient): Binary {
  return (a, b) => {
    const saving = (save: tf.GradSaveFunc) => {
      save([a, b]);
      return value(a, b);
    };
    if (isConstant(a)) {
      return custom([b], saving, (upstream, [first, second]) => [gradientOfB(upstream, constant(first!), second!)]);
    }
    return custom([a, b], saving, (upstream, [first, second]) => [
      gradientOfA(upstream, first!, second!),
      gradientOfB(upstream, first!, second!),
    ]);
  };
}

/** A linear function of one tensor and its adjoint, which is its gradient, as the function's is the adjoint's. */
export function linear(
  value: (x: tf.Tensor) => tf.Tensor,
  adjoint: (upstream: tf.Tensor) => tf.Tensor,
): (x: tf.Tensor) => tf.Tensor {
  return (x) => custom([x], () => value(x), (upstream) => [adjoint(upstream)]);
}

/** `tf.customGrad()` with a type: a function of tensors, and the gradients from what it saves. */
export function custom(
  of: tf.Tensor[],
  value: (save: tf.GradSaveFunc) => tf.Tensor,
  gradients: (upstream: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor[],
): tf.Tensor {
  return tf.customGrad((...inputs) => ({ value: value(inputs.at(-1) as tf.GradSaveFunc), gradFunc: gradients }))(...of);
}
