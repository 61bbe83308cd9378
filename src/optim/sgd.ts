import type { Case } from "../spec/case.ts";

/** An update rule over flat vectors. It keeps no state of its own: the velocity is passed in. */
export interface Optimizer {
  /** The state before the first step: velocity `[P]`, or `[0]` where the rule needs none. */
  init(parameterCount: number): Float32Array<ArrayBuffer>;
  /** Writes theta_{t+1} into `into` and the new velocity into `velocity`. */
  update(
    theta: Float32Array<ArrayBuffer>,
    gradient: Float32Array<ArrayBuffer>,
    velocity: Float32Array<ArrayBuffer>,
    into: Float32Array<ArrayBuffer>,
  ): void;
}

/**
 * Stochastic gradient descent with momentum m and weight decay w, as PyTorch defines them:
 * v <- m v + g + w theta, theta <- theta - eta v. Each number is computed in float64 and rounded once to float32.
 *
 * Source: torch.optim.SGD; momentum 0 and weight decay 1e-4 are the paper's (Xing et al., 2018, released code).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { sgd } from "./sgd.ts";
 *
 * const into = new Float32Array(1);
 * const rule = sgd({ learningRate: 0.5, momentum: 0, weightDecay: 0 });
 * rule.update(Float32Array.of(1), Float32Array.of(2), rule.init(1), into);
 * assertEquals(into[0], 0);
 * ```
 */
export function sgd(options: Pick<Case, "learningRate" | "momentum" | "weightDecay">): Optimizer {
  const { learningRate, momentum, weightDecay } = options;
  if (momentum === 0) {
    return {
      init: () => new Float32Array(0),
      update(theta, gradient, _velocity, into) {
        for (let i = 0; i < theta.length; i++) {
          into[i] = theta[i]! - learningRate * (gradient[i]! + weightDecay * theta[i]!);
        }
      },
    };
  }
  return {
    init: (parameterCount) => new Float32Array(parameterCount),
    update(theta, gradient, velocity, into) {
      for (let i = 0; i < theta.length; i++) {
        velocity[i] = momentum * velocity[i]! + gradient[i]! + weightDecay * theta[i]!;
        into[i] = theta[i]! - learningRate * velocity[i]!;
      }
    },
  };
}
