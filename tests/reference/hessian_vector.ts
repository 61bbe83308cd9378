import type { Batch } from "../../src/spec/engine.ts";
import type { ResolvedNetwork } from "../../src/spec/network.ts";
import { gradient, type Numbers } from "./gradient.ts";

/**
 * The Hessian of the batch's mean loss times `vector`, `[P]`, by central differences of the float64 gradient:
 * (g(theta + h v) - g(theta - h v)) / 2h. With |h v| = 1e-5 both the truncation, of order 1e-10, and the rounding, of order
 * 1e-16 / 1e-5, lie far below float32's 6e-8.
 */
export function hessianVector(network: ResolvedNetwork, theta: Numbers, vector: Numbers, batch: Batch): Float64Array {
  const norm = Math.hypot(...vector);
  if (norm === 0) return new Float64Array(network.parameterCount);
  const h = 1e-5 / norm;
  const at = (step: number) =>
    gradient(network, Float64Array.from(theta, (value, i) => value + step * vector[i]!), batch).gradient;
  const ahead = at(h);
  const behind = at(-h);
  return ahead.map((value, i) => (value - behind[i]!) / (2 * h));
}
