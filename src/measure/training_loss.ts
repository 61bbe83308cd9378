import type { Measure } from "../spec/measure.ts";
import type { Measurement } from "../spec/row.ts";

/**
 * The mean loss over the evaluation samples, nats, each in its fixed batch and normalised by that batch's own statistics, without
 * augmentation: at the end of each measured epoch, as that epoch's measurement, and at the walk's end, as the whole walk's. It is the loss
 * that segments are evaluated on; over all training samples where the case evaluates on as many. Stored as `training_loss`. Costs one
 * pass over the evaluation samples each time.
 *
 * Source: ours, after the loss that Xing et al. (2018) evaluate segments on.
 */
export function trainingLoss(): Measure {
  return {
    name: "trainingLoss",
    options: null,
    gives: { measurements: ["training_loss"] },
    passes: () => 0,
    epochPasses: ({ evaluationSamples }) => evaluationSamples,
    start({ program, evaluation }) {
      async function measure(theta: Float32Array<ArrayBuffer>): Promise<Measurement> {
        const started = performance.now();
        const { loss } = await program.evaluate(theta, evaluation, "batch");
        const seconds = (performance.now() - started) / 1000;
        return { name: "training_loss", value: loss, samples: evaluation.size, seconds };
      }
      return {
        epoch: async (epoch, theta) => [{ ...await measure(theta), epoch }],
        end: async (theta) => [await measure(theta)],
      };
    },
  };
}
