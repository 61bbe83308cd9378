import type { Value } from "../graph.ts";
import { addBias } from "./bias.ts";
import { gatherInputs, gatherOutputs } from "./convolution_tables.ts";
import type { LayerContext, LayerOf, Neighbours, Written } from "./layer.ts";

/**
 * A convolution as a gather of each output's window (`columns`, `[inputs * kernel * kernel, M]`) and one matrix product. The
 * gradient of the input is the same with the windows of each input's outputs.
 */
export function writeConvolution(
  layer: LayerOf<"convolution">,
  x: Value,
  context: LayerContext,
  neighbours: Neighbours,
): Written {
  const { graph } = context;
  const [outputs = 0, inputs = 0] = layer.weight.shape;
  const area = layer.kernel ** 2;
  const weight = context.parameter(layer.weight);
  const columns = gatherInputs(layer, x, context);
  const product = graph.matrixProduct(graph.reshape(weight, [outputs, inputs * area]), columns);
  const bias = addBias(layer.bias, product, context, neighbours);
  return {
    ...bias,
    backward(gradient, inputWanted) {
      bias.backward(gradient);
      // The long matrix on the left is read as it lies; on the right it would be packed first.
      const transposed = graph.matrixProduct(columns, gradient, { right: true });
      context.gradients.set(layer.weight.name, graph.transpose(transposed, [1, 0]));
      if (!inputWanted) return undefined;
      const turned = graph.transpose(graph.reshape(weight, [outputs, inputs, area]), [1, 0, 2]);
      const windows = gatherOutputs(layer, gradient, context);
      return graph.matrixProduct(graph.reshape(turned, [inputs, outputs * area]), windows);
    },
  };
}

/** Samples as they come in, `[N, C * H * W]`, to `[C, H * W * N]`. */
export function turnImages(rows: Value, channels: number, { graph, batch }: LayerContext): Value {
  return graph.reshape(graph.transpose(rows, [1, 0]), [channels, rows.shape[1]! / channels * batch]);
}
