import * as tf from "@tensorflow/tfjs";
import { custom } from "./differentiable.ts";

/**
 * Mean softmax cross-entropy of `logits` `[N, classes]` and one-hot `targets`, a scalar to be differentiated. The losses that
 * a program tells are summed from the logits in float64, by `score()`.
 */
export function crossEntropy(logits: tf.Tensor, targets: tf.Tensor): tf.Tensor {
  return custom([logits], (save) => {
    save([logits]);
    return tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), 1)));
  }, (upstream, [z]) => [tf.mul(upstream, tf.div(tf.sub(softmax(z!), targets), targets.shape[0]!))]);
}

/** Softmax over the last axis whose gradient is made from its input: the stock one's cannot be differentiated again. */
function softmax(logits: tf.Tensor): tf.Tensor {
  return custom([logits], (save) => {
    save([logits]);
    return tf.softmax(logits);
  }, (upstream, [z]) => {
    const shares = softmax(z!);
    return [tf.mul(shares, tf.sub(upstream, tf.sum(tf.mul(upstream, shares), 1, true)))];
  });
}
