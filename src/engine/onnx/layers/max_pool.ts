import type { Graph, Value } from "../graph.ts";
import type { LayerContext, LayerOf, Written } from "./layer.ts";

/**
 * Maximum over windows, along the width and then along the height. Where a window's maximum stands twice, the first in row-major
 * order gets the gradient, as PyTorch's.
 */
export function writeMaxPool(layer: LayerOf<"maxPool">, x: Value, { graph, batch }: LayerContext): Written {
  const [channels = 0, height = 0, width = 0] = layer.input;
  const { size } = layer;
  const [, rows = 0, columns = 0] = layer.output;
  const byWidth = maximumOfParts(graph, graph.reshape(x, [channels * height * columns, size, batch]), size);
  const byHeight = maximumOfParts(graph, graph.reshape(byWidth.output, [channels * rows, size, columns * batch]), size);
  return {
    output: graph.reshape(byHeight.output, [channels, rows * columns * batch]),
    backward(gradient, inputWanted) {
      if (!inputWanted) return undefined;
      const up = byHeight.backward(graph.reshape(gradient, byHeight.output.shape));
      return graph.reshape(byWidth.backward(graph.reshape(up, byWidth.output.shape)), [
        channels,
        height * width * batch,
      ]);
    },
  };
}

interface Maximum {
  readonly output: Value;
  backward(gradient: Value): Value;
}

/** Maximum over the middle axis of `[outer, size, inner]`, to `[outer, 1, inner]`. */
function maximumOfParts(graph: Graph, x: Value, size: number): Maximum {
  const parts = graph.split(x, size, 1);
  const maxima = [parts[0]!];
  for (const part of parts.slice(1)) maxima.push(graph.binary("Max", maxima.at(-1)!, part));
  return {
    output: maxima.at(-1)!,
    backward(gradient) {
      const gradients: Value[] = [];
      let rest = gradient;
      for (let i = size - 1; i > 0; i--) {
        const earlier = graph.indicator(graph.compare("GreaterOrEqual", maxima[i - 1]!, parts[i]!));
        const kept = graph.multiply(rest, earlier);
        gradients.unshift(graph.subtract(rest, kept));
        rest = kept;
      }
      return graph.concatenate([rest, ...gradients], 1);
    },
  };
}
