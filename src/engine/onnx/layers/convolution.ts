import type { Graph, Value } from "../graph.ts";
import { addBias } from "./bias.ts";
import { gatherInputs, gatherOutputs, keepsInputs } from "./convolution_windows.ts";
import type { LayerContext, LayerOf, Neighbours, Written } from "./layer.ts";
import { suitsWinograd, writeWinograd } from "./winograd.ts";

/**
 * A convolution as a gather of each output's window (columns, `[inputs * kernel * kernel, M]`) and one matrix product. The
 * gradient of the input is the same with the windows of each input's outputs. Wide convolutions of 3x3 go another way.
 */
export function writeConvolution(
  layer: LayerOf<"convolution">,
  x: Value,
  context: LayerContext,
  neighbours: Neighbours,
): Written {
  if (suitsWinograd(layer)) return writeWinograd(layer, x, context, neighbours);
  const { graph } = context;
  const [outputs = 0, inputs = 0] = layer.weight.shape;
  const area = layer.kernel ** 2;
  const weight = context.parameter(layer.weight);
  const matrix = graph.reshape(weight, [outputs, inputs * area]);
  const columns = gatherInputs(layer, x, context);
  const product = multiplyParts(graph, matrix, columns);
  const bias = addBias(layer.bias, product, context, neighbours);
  return {
    ...bias,
    backward(gradient, inputWanted) {
      bias.backward(gradient);
      const again = keepsInputs(layer, context) ? columns : gatherInputs(layer, x, context);
      context.gradients.set(layer.weight.name, weightGradient(graph, again, gradient));
      if (!inputWanted) return undefined;
      const turned = graph.transpose(graph.reshape(weight, [outputs, inputs, area]), [1, 0, 2]);
      const windows = gatherOutputs(layer, gradient, context);
      return multiplyParts(graph, graph.reshape(turned, [inputs, outputs * area]), windows);
    },
  };
}

function multiplyParts(graph: Graph, matrix: Value, parts: readonly Value[]): Value {
  const products = parts.map((part) => graph.matrixProduct(matrix, part));
  return products.length === 1 ? products[0]! : graph.concatenate(products, 1);
}

/** The sum over parts of gradient times columns', `[outputs, inputs * kernel * kernel]`. */
function weightGradient(graph: Graph, columns: readonly Value[], gradient: Value): Value {
  const gradients = columns.length === 1 ? [gradient] : graph.split(gradient, columns.length, 1);
  // The long matrix stands on the left, where it is read as it lies; on the right it would be packed first.
  const products = columns.map((part, index) => graph.matrixProduct(part, gradients[index]!, { right: true }));
  return graph.transpose(products.reduce((sum, product) => graph.add(sum, product)), [1, 0]);
}

/** Samples as they come in, `[N, C * H * W]`, to `[C, H * W * N]`. */
export function turnImages(rows: Value, channels: number, { graph, batch }: LayerContext): Value {
  return graph.reshape(graph.transpose(rows, [1, 0]), [channels, rows.shape[1]! / channels * batch]);
}
