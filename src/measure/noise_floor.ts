import type { Measure } from "../spec/measure.ts";

/** Options of `noiseFloor()`. */
export interface NoiseFloorOptions {
  /** How many times the same point is evaluated; 8 by default: ours. */
  readonly draws?: number;
}

/**
 * The noise floor at the end of each measured epoch: the standard deviation, nats, of the loss when the same theta is evaluated on
 * the same samples in reshuffled batches, so that batch normalisation sees other companies of samples. Zero, up to rounding, for
 * a network without batch normalisation or with one batch. A barrier lower than this would not be seen with redrawn batches.
 *
 * Source: ours; it tells what the released code's redrawing adds. Costs `draws` passes over the evaluation samples an epoch.
 */
export function noiseFloor({ draws = 8 }: NoiseFloorOptions = {}): Measure {
  return {
    name: "noiseFloor",
    options: { draws },
    passes: () => 0,
    start: ({ program, redraw, case: { evaluationSamples } }) => ({
      async epoch(epoch, theta) {
        const started = performance.now();
        const losses: number[] = [];
        for (let draw = 0; draw < draws; draw++) {
          using set = redraw(`noise floor/${epoch}/${draw}`, { augment: false });
          losses.push((await program.evaluate(theta, set, "batch")).loss);
        }
        const mean = losses.reduce((sum, loss) => sum + loss, 0) / draws;
        const value = Math.sqrt(losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / (draws - 1));
        const seconds = (performance.now() - started) / 1000;
        // The standard error of a standard deviation from n normal draws is about s / sqrt(2 (n - 1)).
        const standardError = value / Math.sqrt(2 * (draws - 1));
        return [{
          name: "noise_floor",
          epoch,
          value,
          iterations: draws,
          samples: evaluationSamples,
          standardError,
          seconds,
        }];
      },
    }),
  };
}
