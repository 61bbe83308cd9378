import type { Graph, Value } from "../graph.ts";
import { addBias } from "./bias.ts";
import { gatherInputs, gatherOutputs, joinPhases } from "./convolution_windows.ts";
import type { LayerContext, LayerOf, Neighbours, Written } from "./layer.ts";
import { slide } from "./slide.ts";
import { suitsWinograd, writeWinograd } from "./winograd.ts";

/**
 * A convolution. With stride 1 the library's own operator does it: the batch is one image whose columns are `width * batch`, and the
 * kernel's taps lie `batch` columns apart. Else it is a gather of each output's window (columns, `[inputs * kernel * kernel, M]`) and
 * one matrix product; so is the gradient of the weights, which gathers anew, as keeping the columns until then takes nine times the
 * memory of the activations. Wide convolutions of 3x3 go another way.
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
  const { kernel, padding } = layer;
  const area = kernel ** 2;
  const weight = context.parameter(layer.weight);
  // Padded by a kernel's side or more, the gradient of the inputs would have a negative padding, which the operator refuses.
  const slides = layer.stride === 1 && kernel > 1 && padding < kernel;
  const product = slides
    ? slide(weight, x, { padding, from: layer.input, to: layer.output }, context)
    : multiplyParts(graph, graph.reshape(weight, [outputs, inputs * area]), gatherInputs(layer, x, context));
  const bias = addBias(layer.bias, product, context, neighbours);
  return {
    ...bias,
    backward(gradient, inputWanted) {
      bias.backward(gradient);
      context.gradients.set(layer.weight.name, weightGradient(graph, gatherInputs(layer, x, context), gradient));
      if (!inputWanted) return undefined;
      const taps = graph.transpose(graph.reshape(weight, [outputs, inputs, area]), [1, 0, 2]);
      if (slides) {
        const make = () => Int32Array.from({ length: area }, (_, tap) => area - 1 - tap);
        const backwards = graph.constant([area], make, `taps backwards ${area}`);
        const turned = graph.reshape(graph.gather(taps, backwards, 2), [inputs, outputs, kernel, kernel]);
        return slide(turned, gradient, { padding: kernel - 1 - padding, from: layer.output, to: layer.input }, context);
      }
      const products = gatherOutputs(layer, gradient, context).map(({ taps: places, windows }) => {
        const table = graph.constant([places.length], () => Int32Array.from(places), `taps ${places}`);
        const own = graph.reshape(graph.gather(taps, table, 2), [inputs, outputs * places.length]);
        return multiplyParts(graph, own, windows);
      });
      return joinPhases(layer, products, context);
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
