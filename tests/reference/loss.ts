/** Softmax cross-entropy of a batch. */
export interface BatchLoss {
  /** Mean over the batch, nats. */
  readonly loss: number;
  /** Samples whose first greatest logit is their label's. */
  readonly correct: number;
  /** Gradient of the mean loss by the logits, `[N, classes]`. */
  readonly logitGradient: Float64Array;
}

/** Mean of log(sum_k exp(z_k)) - z_label over the batch. */
export function softmaxCrossEntropy(logits: Float64Array, labels: ArrayLike<number>, classes: number): BatchLoss {
  const count = labels.length;
  const logitGradient = new Float64Array(logits.length);
  let total = 0;
  let correct = 0;
  for (let n = 0; n < count; n++) {
    const row = logits.subarray(n * classes, (n + 1) * classes);
    const label = labels[n]!;
    const greatest = row.reduce((a, b) => Math.max(a, b));
    const sum = row.reduce((partial, logit) => partial + Math.exp(logit - greatest), 0);
    total += Math.log(sum) + greatest - row[label]!;
    if (row.indexOf(greatest) === label) correct++;
    for (let k = 0; k < classes; k++) {
      const probability = Math.exp(row[k]! - greatest) / sum;
      logitGradient[n * classes + k] = (probability - (k === label ? 1 : 0)) / count;
    }
  }
  return { loss: total / count, correct, logitGradient };
}
