import { distance as distanceOf, norm } from "../math/vectors.ts";
import type { Measure } from "../spec/measure.ts";

/**
 * How far the walk has come: |theta_{t+1} - theta_0|, the length of the step |theta_{t+1} - theta_t| and the norm |theta_{t+1}|,
 * Euclidean, at every step.
 *
 * Source: Xing et al. (2018), section 3.2.
 */
export function distance(): Measure {
  return {
    name: "distance",
    options: null,
    gives: { values: ["distance", "stepNorm", "parameterNorm"] },
    passes: () => 0,
    start: () => ({
      step({ from, to, origin }, { values }) {
        values.distance = distanceOf(origin, to);
        values.stepNorm = distanceOf(from, to);
        values.parameterNorm = norm(to);
      },
    }),
  };
}
