import type { Case } from "../spec/case.ts";
import { matchingBatches } from "./isotropic_noise.ts";
import { type Leg, legsOf } from "./leg.ts";

/** How many samples a step's gradient is taken on: its mini-batch or all training samples; where a walk switches, the more of both. */
export function gradientSamples(one: Case): number {
  return Math.max(...legsOf(one).map((leg) => samplesOf(leg, one)));
}

/**
 * What the first `steps` steps of a walk take, in forward passes of one sample: a gradient counts three passes of its samples, and noise
 * those of the mini-batches that it is made or estimated from.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import type { Case } from "../spec/case.ts";
 * import { descentPasses } from "./descent_passes.ts";
 *
 * const one = { trainSamples: 50, batchSize: 10, descent: { name: "GD", gradient: "full batch" } } as Case;
 * assertEquals(descentPasses(one, 4), 4 * 3 * 50);
 * ```
 */
export function descentPasses(one: Case, steps: number): number {
  const legs = legsOf(one);
  return legs.reduce((sum, leg, index) => {
    const made = Math.min(steps, legs[index + 1]?.since ?? Infinity) - leg.since;
    return made > 0 ? sum + 3 * (made * samplesOf(leg, one) + noiseSamples(leg, one, made)) : sum;
  }, 0);
}

function samplesOf({ descent: { gradient } }: Leg, { trainSamples, batchSize }: Case): number {
  return gradient === "mini-batch" ? batchSize : trainSamples;
}

/** How many samples the noise of a leg's first `steps` steps is made or estimated from. */
function noiseSamples({ descent: { noise } }: Leg, { trainSamples, batchSize }: Case, steps: number): number {
  switch (noise?.kind) {
    case undefined:
      return 0;
    case "isotropic from initialisation":
      return trainSamples - trainSamples % batchSize;
    case "isotropic of matched trace":
      return Math.ceil(steps / noise.every) * matchingBatches * batchSize;
    case "structured":
      return 2 * steps * batchSize;
  }
}
