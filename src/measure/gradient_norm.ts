import { norm } from "../math/vectors.ts";
import type { Measure } from "../spec/measure.ts";

/** The Euclidean norm of the mini-batch gradient at every step, weight decay left out. */
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
