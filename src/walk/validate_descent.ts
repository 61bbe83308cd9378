import { legsOf } from "../optim/leg.ts";
import type { Case } from "../spec/case.ts";
import type { Descent } from "../spec/descent.ts";

/** Throws where a condition does not hold: what must be, and what was found. */
type Demand = (holds: boolean, must: string, found: unknown) => void;

const gradients: readonly string[] = ["mini-batch", "full batch", "full batch sum"] satisfies Descent["gradient"][];

/** Demands that a case's descent, steps and sub-batches make sense. Whether batch normalisation can do with them is not asked. */
export function validateDescent(one: Case, demand: Demand): void {
  const { steps, subBatchSize, trainSamples, batchSize, descent } = one;
  if (steps !== undefined) {
    demand(Number.isSafeInteger(steps) && steps >= 1, "steps must be a positive integer", steps);
  }
  if (subBatchSize !== undefined) {
    demand(
      Number.isInteger(subBatchSize) && subBatchSize >= 1 && subBatchSize <= trainSamples,
      `subBatchSize must be a positive integer and at most trainSamples, ${trainSamples}`,
      subBatchSize,
    );
  }
  if (!descent) return;
  if (descent.switch) {
    const { step, to, learningRateFactor: factor = 1 } = descent.switch;
    demand(Number.isSafeInteger(step) && step >= 1, "descent.switch.step must be a positive integer", step);
    demand(factor > 0 && factor < Infinity, "descent.switch.learningRateFactor must be a positive number", factor);
    demand(!to.switch, "descent.switch.to must not switch once more", to.name);
  }
  for (const { descent: { name, gradient, noise } } of legsOf(one)) {
    demand(name.trim() !== "", "a descent must have a name", `"${name}"`);
    demand(gradients.includes(gradient), `a descent's gradient must be one of ${gradients.join(", ")}`, gradient);
    if (!noise) continue;
    demand(2 * batchSize <= trainSamples, "a descent with noise needs at least 2 mini-batches an epoch", 1);
    if (noise.kind === "isotropic from initialisation") {
      const { factor, as } = noise;
      demand(factor > 0 && factor < Infinity, "the noise's factor must be a positive number", factor);
      demand(
        ["variance", "standard deviation"].includes(as),
        "the noise must be scaled as variance or standard deviation",
        as,
      );
    } else if (noise.kind === "isotropic of matched trace") {
      demand(
        Number.isSafeInteger(noise.every) && noise.every >= 1,
        "the noise's every must be a positive integer",
        noise.every,
      );
    } else {
      const { kind } = noise;
      demand(
        kind === "structured",
        "the noise must be isotropic from initialisation, isotropic of matched trace or structured",
        kind,
      );
    }
  }
}

/** The sizes of the batches that a case's gradients are taken on, its noise's and its measures' with them. */
export function batchSizes(one: Case): number[] {
  const full = legsOf(one).some(({ descent }) => descent.gradient !== "mini-batch");
  return full ? [one.batchSize, one.trainSamples] : [one.batchSize];
}

/** Samples of the last part of a batch that is cut into sub-batches. */
export function lastPart(samples: number, subBatchSize = samples): number {
  const size = Math.min(samples, subBatchSize);
  return samples % size || size;
}
