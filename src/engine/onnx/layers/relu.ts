import type { Value } from "../graph.ts";
import type { LayerContext, Written } from "./layer.ts";

/** max(x, 0); the gradient at 0 is 0, as PyTorch's. */
export function writeRelu(x: Value, { graph }: LayerContext): Written {
  const output = graph.unary("Relu", x);
  return {
    output,
    backward(gradient, inputWanted) {
      if (!inputWanted) return undefined;
      return graph.multiply(gradient, graph.indicator(graph.compare("Greater", output, graph.fill(0))));
    },
  };
}
