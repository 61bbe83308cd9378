import type { Batch } from "../../src/spec/engine.ts";
import type { ResolvedNetwork } from "../../src/spec/network.ts";
import { evaluate } from "./evaluate.ts";
import type { Numbers } from "./gradient.ts";

/** Mean loss at (1 - alpha) from + alpha to for each alpha; as `Program.segment()`. */
export function segment(
  network: ResolvedNetwork,
  from: Numbers,
  to: Numbers,
  alphas: readonly number[],
  batches: readonly Batch[],
): number[] {
  return alphas.map((alpha) => {
    const theta = Float64Array.from(from, (value, at) => (1 - alpha) * value + alpha * to[at]!);
    return evaluate(network, theta, batches, "batch").loss;
  });
}
