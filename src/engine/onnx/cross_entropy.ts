import type { Evaluation } from "../../spec/engine.ts";

/** Sums over samples, so that batches add up. */
export interface Tally {
  /** Sum of the cross-entropies, nats. */
  readonly loss: number;
  /** How many samples are classified rightly. */
  readonly correct: number;
}

/** Softmax cross-entropy of logits `[classes, N]`, summed over the samples in float64. */
export function crossEntropy(logits: Float32Array, labels: Int32Array): Tally {
  const count = labels.length;
  const classes = logits.length / count;
  let loss = 0;
  let correct = 0;
  for (let sample = 0; sample < count; sample++) {
    let best = 0;
    for (let k = 1; k < classes; k++) {
      if (logits[k * count + sample]! > logits[best * count + sample]!) best = k;
    }
    const greatest = logits[best * count + sample]!;
    let others = 0;
    for (let k = 0; k < classes; k++) if (k !== best) others += Math.exp(logits[k * count + sample]! - greatest);
    const label = labels[sample]!;
    // log(1 + others), as the losses of samples that are learnt well are as small as `others`.
    loss += greatest - logits[label * count + sample]! + Math.log1p(others);
    if (best === label) correct++;
  }
  return { loss, correct };
}

/** The mean loss and the accuracy of tallies over `size` samples. */
export function evaluationOf(tallies: readonly Tally[], size: number): Evaluation {
  let loss = 0;
  let correct = 0;
  for (const tally of tallies) {
    loss += tally.loss;
    correct += tally.correct;
  }
  return { loss: loss / size, accuracy: correct / size };
}
