/** The loss <theta, mean sample of the batch>: its gradient is that mean, so the noise of mini-batches has a closed form. */

import { randomStream, shuffle } from "../../src/math/random.ts";
import type { NoiseContext } from "../../src/optim/noise_source.ts";
import type { Batch, Program } from "../../src/spec/engine.ts";
import { quadraticCase, quadraticProgram } from "./quadratic.ts";

/** A program with this loss on samples of `features` numbers. */
export function meanSampleProgram(features: number): Program {
  return {
    ...quadraticProgram(new Array(features).fill(0)),
    gradient(theta, { inputs, labels }) {
      const gradient = new Float64Array(features);
      inputs.forEach((value, i) => gradient[i % features]! += value / labels.length);
      const loss = gradient.reduce((sum, value, i) => sum + value * theta[i]!, 0);
      return Promise.resolve({
        loss,
        correct: labels.length,
        gradient: Float32Array.from(gradient),
        statistics: new Float32Array(0),
      });
    },
  };
}

/** The rows at `indices` of `data`, `[N, features]`, as a batch. */
export function rowsOf(data: readonly (readonly number[])[], indices: readonly number[]): Batch {
  return {
    inputs: Float32Array.from(indices.flatMap((index) => data[index]!)),
    labels: new Int32Array(indices.length),
  };
}

/** What noise on such data is made from; `drawn` collects the names of what is drawn. */
export function noiseContextOf(
  data: readonly (readonly number[])[],
  { batchSize, seed = 0, drawn = [] }: {
    readonly batchSize: number;
    readonly seed?: number;
    readonly drawn?: string[];
  },
): NoiseContext {
  const draw = (name: string, index: number) => {
    const order = shuffle(data.map((_, position) => position), randomStream(seed, name));
    return rowsOf(data, order.slice(index * batchSize, (index + 1) * batchSize));
  };
  return {
    case: quadraticCase({ trainSamples: data.length, batchSize, seed }),
    program: meanSampleProgram(data[0]!.length),
    origin: new Float32Array(data[0]!.length),
    miniBatch: (step) => draw(`step ${step}`, 0),
    drawBatch(drawing, index = 0) {
      drawn.push(`${drawing}, ${index}`);
      return draw(drawing, index);
    },
  };
}

/** The unbiased variance of each column. */
export function variances(data: readonly ArrayLike<number>[]): number[] {
  return Array.from(data[0]!, (_, column) => {
    const mean = data.reduce((sum, row) => sum + row[column]!, 0) / data.length;
    return data.reduce((sum, row) => sum + (row[column]! - mean) ** 2, 0) / (data.length - 1);
  });
}
