import type { Batch, Gradient, Program } from "../spec/engine.ts";
import { cutBatch } from "./cut_batch.ts";

/** What a batch's gradient is taken of. */
export interface BatchGradientOptions {
  readonly program: Program;
  /** Where, `[P]`. */
  readonly theta: Float32Array<ArrayBuffer>;
  readonly batch: Batch;
  /** Samples that are differentiated, and normalised, together. */
  readonly subBatchSize: number;
  /** Adds the parts' mean gradients up and divides by nothing, whatever their sizes; the mean over all samples by default. */
  readonly sum?: boolean;
  /** Hears each part's answer, lent until the next part. */
  readonly onPart?: (answer: Gradient) => void;
}

/**
 * Writes the gradient of a batch's mean loss into `into`, `[P]`, and gives the mean loss over its samples, nats, and how many of them
 * are classified rightly. A batch larger than `subBatchSize` is differentiated part by part, each part's mean weighted by its
 * samples, summed in float64 and rounded once; one that is not is what the program answers, to the bit.
 *
 * Source: sub-batches, and their undivided sum, are those of the released code of Xing et al. (2018).
 */
export async function batchGradient(
  { program, theta, batch, subBatchSize, sum = false, onPart }: BatchGradientOptions,
  into: Float32Array<ArrayBuffer>,
): Promise<{ readonly loss: number; readonly correct: number }> {
  const parts = cutBatch(batch, subBatchSize);
  if (parts.length === 1) {
    const answer = await program.gradient(theta, batch);
    into.set(answer.gradient);
    onPart?.(answer);
    return { loss: answer.loss, correct: answer.correct };
  }
  const total = new Float64Array(theta.length);
  let [loss, correct] = [0, 0];
  for (const part of parts) {
    const answer = await program.gradient(theta, part);
    const share = part.labels.length / batch.labels.length;
    const weight = sum ? 1 : share;
    const { gradient } = answer;
    for (let i = 0; i < total.length; i++) total[i]! += weight * gradient[i]!;
    loss += share * answer.loss;
    correct += answer.correct;
    onPart?.(answer);
  }
  into.set(total);
  return { loss, correct };
}
