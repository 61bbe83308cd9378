import type { ResolvedLayer } from "../../../spec/network.ts";
import type { Value } from "../graph.ts";
import type { LayerContext, Written } from "./layer.ts";

/** Mean over height and width, `[C, H * W * N]` to `[C, N]`. */
export function writeAveragePool(layer: ResolvedLayer, x: Value, context: LayerContext): Written {
  const { graph, batch } = context;
  const [channels = 0, height = 0, width = 0] = layer.input;
  const pixels = graph.reshape(x, [channels, height * width, batch]);
  return {
    output: graph.reshape(graph.reduce("ReduceMean", pixels, [1]), [channels, batch]),
    backward(gradient, inputWanted) {
      if (!inputWanted) return undefined;
      const share = graph.multiply(gradient, graph.fill(1 / (height * width)));
      const spread = graph.add(graph.reshape(share, [channels, 1, batch]), graph.fill(0, [1, height * width, 1]));
      return graph.reshape(spread, x.shape);
    },
  };
}
