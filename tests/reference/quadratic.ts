/** The quadratic L(theta) = 1/2 sum lambda_i theta_i^2, where every measure has a closed form. */

import type { Case } from "../../src/spec/case.ts";
import type { Program, SampleSet } from "../../src/spec/engine.ts";
import type { Source } from "../../src/walk/source.ts";

type Vector = Float32Array<ArrayBuffer>;

/** A program whose loss is the quadratic with these eigenvalues, whatever the samples are. */
export function quadraticProgram(eigenvalues: readonly number[]): Program {
  const loss = (theta: ArrayLike<number>) =>
    eigenvalues.reduce((sum, lambda, i) => sum + lambda * theta[i]! ** 2 / 2, 0);
  const gradient = (theta: ArrayLike<number>) => Float32Array.from(eigenvalues, (lambda, i) => lambda * theta[i]!);
  const segment: Program["segment"] = (from, to, alphas) =>
    Promise.resolve(
      Float64Array.from(alphas, (alpha) => loss(eigenvalues.map((_, i) => (1 - alpha) * from[i]! + alpha * to[i]!))),
    );
  return {
    network: { parameterCount: eigenvalues.length } as Program["network"],
    gradient: (theta) =>
      Promise.resolve({ loss: loss(theta), correct: 0, gradient: gradient(theta), statistics: new Float32Array(0) }),
    hessianVector: (_theta, vector) => Promise.resolve(gradient(vector)),
    hold: () => ({ size: 1, batchSize: 1, [Symbol.dispose]: () => {} }),
    heldBytes: () => 0,
    segment,
    segmentSums: segment,
    evaluate: (theta) => Promise.resolve({ loss: loss(theta), accuracy: 0 }),
    [Symbol.dispose]: () => {},
  };
}

/** Gradient descent on the quadratic from `start`, as a source of steps. */
export function quadraticSource(
  { eigenvalues, start, learningRate, stepsPerEpoch }: {
    readonly eigenvalues: readonly number[];
    readonly start: readonly number[];
    readonly learningRate: number;
    readonly stepsPerEpoch: number;
  },
): Source {
  const origin = Float32Array.from(start);
  let theta = origin.slice();
  let gradient: Vector = new Float32Array(start.length);
  let index = 0;
  const program = quadraticProgram(eigenvalues);
  return {
    stepsPerEpoch,
    get theta() {
      return theta;
    },
    async next() {
      const answer = await program.gradient(theta, quadraticBatch);
      const previousGradient = index > 0 ? gradient : undefined;
      gradient = answer.gradient;
      const from = theta;
      theta = from.map((value, i) => value - learningRate * gradient[i]!);
      const step = {
        index,
        epoch: Math.floor(index / stepsPerEpoch) + 1,
        stepInEpoch: index % stepsPerEpoch,
        measured: true,
        learningRate,
        from,
        to: theta,
        origin,
        gradient,
        previousGradient,
        batch: quadraticBatch,
        subBatchSize: quadraticBatch.labels.length,
      };
      index++;
      const finite = Number.isFinite(answer.loss) && theta.every(Number.isFinite);
      return { step, loss: answer.loss, correct: 0, samples: quadraticBatch.labels.length, finite };
    },
    validate: () => program.evaluate(theta, quadraticSet, "batch"),
    vectors: () => [theta, gradient],
    restore(steps, [keptTheta, keptGradient]) {
      index = steps;
      theta = keptTheta!.slice();
      gradient = keptGradient!.slice();
    },
  };
}

/** The batch of a loss that has none. */
export const quadraticBatch = { inputs: new Float32Array(0), labels: new Int32Array(0) };

/** The samples of a loss that has none. */
export const quadraticSet: SampleSet = { size: 1, batchSize: 1, [Symbol.dispose]: () => {} };

/** A case for walks on the quadratic; only epochs, points and the learning rate matter. */
export function quadraticCase(fields: Partial<Case>): Case {
  return {
    network: { name: "quadratic", input: [1, 1, 1], classes: 1, layers: [] },
    dataset: "mnist",
    trainSamples: 10,
    evaluationSamples: 1,
    evaluationBatchSize: 1,
    validationSamples: 1,
    augmentation: "none",
    learningRate: 0.1,
    momentum: 0,
    weightDecay: 0,
    batchSize: 1,
    epochs: 1,
    measuredEpochs: [1],
    measuredSteps: 10,
    points: 10,
    seed: 0,
    ...fields,
  };
}
