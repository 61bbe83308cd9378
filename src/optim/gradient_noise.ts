import type { Batch, Program } from "../spec/engine.ts";
import { batchGradient } from "./batch_gradient.ts";

/** What gradients taken on several batches at one theta tell of their noise; each number unbiased, NaN below two gradients. */
export interface GradientNoise {
  /** How many gradients it was estimated from. */
  readonly count: number;
  /** Trace of the covariance of one such gradient: the mean square of what the batch alone makes of it. */
  readonly trace: number;
  /** Standard error of the trace, as if the gradients were independent and normal; NaN below three. */
  readonly traceError: number;
  /** The largest variance of one coordinate. */
  readonly largestVariance: number;
}

/**
 * Collects gradients `[P]` one by one. With K gradients seen, those before of mean m, the next one g is
 * u = sqrt(K / (K + 1)) (g - m) off: these u are uncorrelated, have mean 0 and the covariance of one gradient. So the trace is the mean
 * of |u|^2, a coordinate's variance the mean of u_i^2, the same as the usual estimates from all gradients at once.
 *
 * Source: Welford (1962), in float64; the u are Helmert's contrasts.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { collectGradients } from "./gradient_noise.ts";
 *
 * const collection = collectGradients(2);
 * for (const gradient of [[1, 0], [3, 0], [2, 6]]) collection.add(Float32Array.from(gradient));
 * const { trace, largestVariance } = collection.noise();
 * assertEquals([trace, largestVariance], [1 + 12, 12]);
 * ```
 */
export function collectGradients(
  parameterCount: number,
): { add(gradient: Float32Array): void; noise(): GradientNoise } {
  const mean = new Float64Array(parameterCount);
  const squares = new Float64Array(parameterCount);
  const lengths: number[] = [];
  let count = 0;
  return {
    add(gradient) {
      const weight = count / (count + 1);
      let length = 0;
      for (let i = 0; i < mean.length; i++) {
        const off = gradient[i]! - mean[i]!;
        const square = weight * off * off;
        mean[i]! += off / (count + 1);
        squares[i]! += square;
        length += square;
      }
      if (count > 0) lengths.push(length);
      count++;
    },
    noise() {
      const trace = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
      const spread = lengths.reduce((sum, length) => sum + (length - trace) ** 2, 0) / (lengths.length - 1);
      const traceError = Math.sqrt(spread / lengths.length);
      const largestVariance = squares.reduce((most, square) => Math.max(most, square), 0) / lengths.length;
      return { count, trace, traceError, largestVariance };
    },
  };
}

/** The noise of the gradients at `theta` of `count` batches, drawn one by one, each differentiated in parts of `subBatchSize` at most. */
export async function estimateNoise(
  { program, theta, subBatchSize = Infinity, count, draw }: {
    readonly program: Program;
    readonly theta: Float32Array<ArrayBuffer>;
    readonly subBatchSize: number | undefined;
    readonly count: number;
    draw(index: number): Batch;
  },
): Promise<GradientNoise> {
  const collection = collectGradients(theta.length);
  const gradient = new Float32Array(theta.length);
  for (let index = 0; index < count; index++) {
    await batchGradient({ program, theta, batch: draw(index), subBatchSize }, gradient);
    collection.add(gradient);
  }
  return collection.noise();
}
