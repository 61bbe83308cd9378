import type { Case } from "../spec/case.ts";
import type { Batch, Program } from "../spec/engine.ts";
import { isotropicFromInitialisation, isotropicOfMatchedTrace } from "./isotropic_noise.ts";
import type { Leg } from "./leg.ts";
import { structuredNoise } from "./structured_noise.ts";

/** What noise is made from. */
export interface NoiseContext {
  readonly case: Case;
  readonly program: Program;
  /** theta_0, `[P]`. */
  readonly origin: Float32Array<ArrayBuffer>;
  /** The mini-batch of a step, as every arm of the seed has it. */
  miniBatch(step: number): Batch;
  /** The `index`-th mini-batch, the first by default, of an order that is drawn for this drawing alone. */
  drawBatch(drawing: string, index?: number): Batch;
}

/** Makes the noise that is added to the gradient: a step's noise depends on step and theta alone, so that a resumed walk has the same. */
export interface NoiseSource {
  /** Writes the noise of a step at `theta` into `into`, both `[P]`. The steps come in their order. */
  draw(step: number, theta: Float32Array<ArrayBuffer>, into: Float32Array<ArrayBuffer>): Promise<void>;
  /** What was estimated and must be known after a resume, to be written down and written over. */
  readonly estimates: Float32Array<ArrayBuffer>;
}

/** The noise of a leg; undefined where its descent adds none. */
export function noiseOf({ descent: { noise }, since }: Leg, context: NoiseContext): NoiseSource | undefined {
  switch (noise?.kind) {
    case undefined:
      return undefined;
    case "isotropic from initialisation":
      return isotropicFromInitialisation(noise, context);
    case "isotropic of matched trace":
      return isotropicOfMatchedTrace({ ...noise, since }, context);
    case "structured":
      return structuredNoise(context);
  }
}
