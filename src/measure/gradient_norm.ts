import { norm } from "../math/vectors.ts";
import type { Measure } from "../spec/measure.ts";

/** The Euclidean norm of the gradient that each step follows, with the noise that the descent adds, weight decay left out. */
export function gradientNorm(): Measure {
  return {
    name: "gradientNorm",
    options: null,
    gives: { values: ["gradientNorm"] },
    passes: () => 0,
    start: () => ({
      step({ gradient }, { values }) {
        values.gradientNorm = norm(gradient);
      },
    }),
  };
}
