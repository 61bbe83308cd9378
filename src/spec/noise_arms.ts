/** The arms of the noise suite: full-batch gradient descent, the same with noise of several kinds, and walks that switch. */

import type { Descent, Switch } from "./descent.ts";

/** Gradient descent on all training samples. */
export const gdDescent: Descent = { name: "GD", gradient: "full batch" };

/**
 * Gradient descent with the paper's noise: independent and Gaussian in every coordinate, its scale fixed at theta_0.
 *
 * Source: Xing et al. (2018), where `factor` times the largest variance is the noise's variance; in their released code it is its
 * standard deviation, by default with the factor 0.02.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { gdWithIsotropicNoise } from "./noise_arms.ts";
 *
 * assertEquals(gdWithIsotropicNoise({ factor: 0.02, as: "standard deviation" }).name, "GD + isotropic noise, 0.02 as sd");
 * ```
 */
export function gdWithIsotropicNoise(
  { factor, as }: { readonly factor: number; readonly as: "variance" | "standard deviation" },
): Descent {
  return {
    ...gdDescent,
    name: `${gdDescent.name} + isotropic noise, ${factor} as ${as === "variance" ? "variance" : "sd"}`,
    noise: { kind: "isotropic from initialisation", factor, as },
  };
}

/**
 * Gradient descent with isotropic noise that has the total variance of a mini-batch gradient's own, estimated anew at every `every`-th
 * step: the control that the paper lacks, as it has the size of SGD's noise and not its shape.
 */
export function gdWithMatchedNoise({ every }: { readonly every: number }): Descent {
  return {
    ...gdDescent,
    name: `${gdDescent.name} + isotropic noise, matched`,
    noise: { kind: "isotropic of matched trace", every },
  };
}

/** Gradient descent with noise of the covariance of a mini-batch gradient's own: SGD in all but the mini-batches. */
export const gdWithStructuredNoise: Descent = {
  ...gdDescent,
  name: `${gdDescent.name} + structured noise`,
  noise: { kind: "structured" },
};

/**
 * A descent that goes on as another from a step on; to that step it is the same walk, bit for bit, as without.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { sgdDescent } from "./descent.ts";
 * import { gdDescent, switching } from "./noise_arms.ts";
 *
 * assertEquals(switching(gdDescent, { step: 90, to: sgdDescent }).name, "GD, then SGD");
 * assertEquals(switching(gdDescent, { step: 90, to: gdDescent, learningRateFactor: 0.1 }).name, "GD, then 0.1 η");
 * ```
 */
export function switching(from: Descent, to: Switch): Descent {
  const { learningRateFactor = 1 } = to;
  const rate = learningRateFactor === 1 ? "" : `${learningRateFactor} η`;
  const next = to.to.name === from.name && rate !== "" ? rate : [to.to.name, rate].filter(Boolean).join(" at ");
  return { ...from, name: `${from.name}, then ${next}`, switch: to };
}
