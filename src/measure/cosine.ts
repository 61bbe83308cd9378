import { cosine as cosineOf } from "../math/vectors.ts";
import type { Measure } from "../spec/measure.ts";

/**
 * The cosine of consecutive gradients, <g_{t-1}, g_t> / (|g_{t-1}| |g_t|), at every step but the first, each with the noise that the
 * descent adds, as the released code has it; weight decay is left out of both. The released code's first entry is always 1, as it
 * compares a gradient with itself; ours is absent.
 *
 * Source: Xing et al. (2018), section 3.2.
 */
export function cosine(): Measure {
  return {
    name: "cosine",
    options: null,
    gives: { values: ["cosine"] },
    passes: () => 0,
    start: () => ({
      step({ gradient, previousGradient }, { values }) {
        if (previousGradient) values.cosine = cosineOf(previousGradient, gradient);
      },
    }),
  };
}
