/** What logits `[N, classes]` come to. */
export interface Score {
  /** Sum of the samples' cross-entropies, nats. */
  readonly lossSum: number;
  /** Samples whose greatest logit, the first of equals, is their label's. */
  readonly correct: number;
}

/**
 * The cross-entropies of all samples, summed in float64, and how many are classified rightly.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 * import { score } from "./score.ts";
 *
 * const { lossSum, correct } = score(Float32Array.of(0, 0, 5, -5), Int32Array.of(1, 0), 2);
 * assertAlmostEquals(lossSum, Math.log(2) + Math.log1p(Math.exp(-10)), 1e-12);
 * assertEquals(correct, 1);
 * ```
 */
export function score(logits: Float32Array, labels: Int32Array, classes: number): Score {
  let lossSum = 0;
  let correct = 0;
  for (const [sample, label] of labels.entries()) {
    const row = logits.subarray(sample * classes, (sample + 1) * classes);
    let greatest = 0;
    for (let i = 1; i < classes; i++) if (row[i]! > row[greatest]!) greatest = i;
    let others = 0;
    for (let i = 0; i < classes; i++) if (i !== greatest) others += Math.exp(row[i]! - row[greatest]!);
    lossSum += row[greatest]! - row[label]! + Math.log1p(others);
    if (greatest === label) correct++;
  }
  return { lossSum, correct };
}
