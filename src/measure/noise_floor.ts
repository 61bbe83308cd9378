import type { Measure } from "../spec/measure.ts";
import type { Measurement } from "../spec/row.ts";

/** Options of `noiseFloor()`. */
export interface NoiseFloorOptions {
  /** How many times the same point is evaluated; 8 by default: ours. */
  readonly draws?: number;
}

/**
 * The noise floor at the end of each measured epoch: the standard deviation, nats, of the loss at one and the same theta over several
 * draws of the evaluation samples. `noise_floor` is that of reshuffled batches, in which batch normalisation sees other companies of
 * samples; it is zero by construction, up to rounding, for a network without batch normalisation or where all samples are one batch.
 * `noise_floor_augmented`, only where the case augments, is that of the released code's full redraw, order, batches and augmentation:
 * what the stochastic segment is evaluated with. A barrier lower than it would not be seen there.
 *
 * Source: ours; it tells what the released code's redrawing adds. Costs `draws` passes over the evaluation samples an epoch, twice
 * as many where the case augments.
 */
export function noiseFloor({ draws = 8 }: NoiseFloorOptions = {}): Measure {
  return {
    name: "noiseFloor",
    options: { draws },
    gives: { measurements: ["noise_floor", "noise_floor_augmented"] },
    passes: () => 0,
    epochPasses: ({ evaluationSamples, augmentation }) => draws * evaluationSamples * (augmentation === "none" ? 1 : 2),
    start: ({ program, redraw, case: { evaluationSamples, augmentation } }) => {
      async function measure(
        name: string,
        { epoch, theta, augment }: { epoch: number; theta: Float32Array<ArrayBuffer>; augment: boolean },
      ): Promise<Measurement> {
        const started = performance.now();
        const losses: number[] = [];
        for (let draw = 0; draw < draws; draw++) {
          using set = redraw(`noise floor/${epoch}/${draw}`, { augment });
          losses.push((await program.evaluate(theta, set, "batch")).loss);
        }
        const mean = losses.reduce((sum, loss) => sum + loss, 0) / draws;
        const value = Math.sqrt(losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / (draws - 1));
        // The standard error of a standard deviation from n normal draws is about s / sqrt(2 (n - 1)).
        const standardError = value / Math.sqrt(2 * (draws - 1));
        const seconds = (performance.now() - started) / 1000;
        return { name, epoch, value, iterations: draws, samples: evaluationSamples, standardError, seconds };
      }

      return {
        async epoch(epoch, theta) {
          const reshuffled = await measure("noise_floor", { epoch, theta, augment: false });
          if (augmentation === "none") return [reshuffled];
          return [reshuffled, await measure("noise_floor_augmented", { epoch, theta, augment: true })];
        },
      };
    },
  };
}
