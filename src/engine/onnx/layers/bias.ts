import type { Block } from "../../../spec/network.ts";
import type { Value } from "../graph.ts";
import type { LayerContext, Neighbours } from "./layer.ts";

/** A bias added to `[C, M]`, or left out. */
export interface WrittenBias {
  readonly output: Value;
  readonly omittedBias?: Value;
  /** Writes the bias's gradient for the gradient of the output. */
  backward(gradient: Value): void;
}

/**
 * Adds a bias to each row. Batch normalisation by the batch's own statistics takes any bias off again, so before it the bias
 * is left out and its gradient is 0, which is its exact value.
 */
export function addBias(
  block: Block | undefined,
  x: Value,
  { graph, parameter, gradients }: LayerContext,
  { normalisedNext }: Neighbours,
): WrittenBias {
  if (!block) return { output: x, backward() {} };
  if (normalisedNext) {
    return {
      output: x,
      omittedBias: parameter(block),
      backward: () => void gradients.set(block.name, graph.fill(0, block.shape)),
    };
  }
  return {
    output: graph.add(x, graph.reshape(parameter(block), [block.size, 1])),
    backward: (gradient) => void gradients.set(block.name, graph.reduce("ReduceSum", gradient, [1])),
  };
}
