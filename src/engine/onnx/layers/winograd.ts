/**
 * Convolutions of 3x3 by Winograd's minimal filtering, F(2x2, 3x3): 16 products for a tile of 2x2 outputs and a pair of channels, where
 * the plain sum takes 36. The 4x4 pixels under a tile are mixed to 16 numbers, the kernel's 9 taps to 16 as well; each multiplies its
 * own, summed over channels (16 matrix products), and the products are mixed to the tile's outputs. The mixtures are exact but for
 * rounding, as they only add, subtract and halve.
 *
 * Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, CVPR 2016, section 4.1.
 */

import { type Graph, sizeOf, type Value } from "../graph.ts";
import { addBias } from "./bias.ts";
import { gatherInside, gatherSurroundings, joinTiles, tilingOf } from "./convolution_tiles.ts";
import type { LayerContext, LayerOf, Neighbours, Written } from "./layer.ts";
import { fillsVectors, slide } from "./slide.ts";

type Matrix = readonly (readonly number[])[];

/** Pixels along one axis to their mixtures. */
const pixelMixtures: Matrix = [[1, 0, -1, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, 1, 0, -1]];

/** Taps of the kernel along one axis to their mixtures. */
const tapMixtures: Matrix = [[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]];

/** Products along one axis to outputs. */
const outputMixtures: Matrix = [[1, 1, 1, 0], [0, 1, -1, -1]];

/** The order of the mixtures of a kernel's taps that is the order of the turned kernel's: its ends change places. */
const turned = [3, 1, 2, 0];

/** Least channels, of inputs and of outputs, from which on this is quicker than one large product. Measured. */
const leastChannels = 32;

/** Least channels from which on the outputs are quicker so too, where the kernel can slide over vectors of channels. Measured. */
const leastChannelsForward = 64;

/** Whether a convolution can be written so, and is quicker so. */
export function suitsWinograd({ kernel, stride, padding, input, weight }: LayerOf<"convolution">): boolean {
  const [, height = 0, width = 0] = input;
  const even = height % 2 === 0 && width % 2 === 0;
  return kernel === 3 && stride === 1 && padding === 1 && even &&
    Math.min(weight.shape[0]!, weight.shape[1]!) >= leastChannels;
}

/** Writes a convolution that `suitsWinograd`. */
export function writeWinograd(
  layer: LayerOf<"convolution">,
  x: Value,
  context: LayerContext,
  neighbours: Neighbours,
): Written {
  const { graph } = context;
  const [outputs = 0, inputs = 0] = layer.weight.shape;
  const tiling = tilingOf(layer, context.batch);
  const mixTaps = ofBothAxes(graph, tapMixtures);
  const taps = graph.reshape(context.parameter(layer.weight), [outputs * inputs, 9]);
  const kernels = graph.reshape(graph.matrixProduct(mixTaps, taps, { right: true }), [16, outputs, inputs]);

  const byChannel = (part: Value, channels: number) => graph.reshape(part, [16, channels, part.shape[1]! / channels]);

  /** The mixed pixels around each tile. */
  const mixPixels = (image: Value, mixtures: Value) =>
    gatherSurroundings(image, tiling, context)
      .map((part) => byChannel(graph.matrixProduct(mixtures, part), image.shape[0]!));

  /** The products of mixed pixels and kernels, summed over channels and mixed to an image. */
  const convolve = (mixed: readonly Value[], mixtures: Value, turn: boolean) => {
    const parts = mixed.map((part) => {
      const products = graph.batchedProduct(kernels, part, { left: turn });
      return graph.matrixProduct(mixtures, graph.reshape(products, [16, sizeOf(products.shape) / 16]));
    });
    return joinTiles(parts, turn ? inputs : outputs, tiling, context);
  };

  const { input: from, output: to } = layer;
  const slides = Math.min(outputs, inputs) < leastChannelsForward && fillsVectors(from, to, context);
  const product = slides
    ? slide(context.parameter(layer.weight), x, { padding: 1, from, to }, context)
    : convolve(mixPixels(x, ofBothAxes(graph, pixelMixtures)), ofBothAxes(graph, outputMixtures), false);
  const bias = addBias(layer.bias, product, context, neighbours);
  return {
    ...bias,
    backward(gradient, inputWanted) {
      bias.backward(gradient);
      // The input's gradient is the gradient convolved with the turned kernel; its derivative by the kernel gives the kernel's gradient.
      const back = mixPixels(gradient, ofBothAxes(graph, turned.map((k) => pixelMixtures[k]!)));
      const mixOutputs = ofBothAxes(graph, outputMixtures.map((row) => turned.map((k) => row[k]!)));
      const sums = gatherInside(x, tiling, context)
        .map((part) => byChannel(graph.matrixProduct(mixOutputs, part, { left: true }), inputs))
        .map((part, index) => graph.batchedProduct(back[index]!, part, { right: true }))
        .reduce((sum, product) => graph.add(sum, product));
      const ofTaps = graph.matrixProduct(graph.reshape(sums, [16, outputs * inputs]), mixTaps, { left: true });
      context.gradients.set(layer.weight.name, ofTaps);
      return inputWanted ? convolve(back, mixOutputs, true) : undefined;
    },
  };
}

/** What mixes both axes at once: the product of the mixtures of one axis with those of the other. */
function ofBothAxes(graph: Graph, mixtures: Matrix): Value {
  const rows = mixtures.flatMap((a) => mixtures.map((b) => a.flatMap((x) => b.map((y) => x * y))));
  const shape = [rows.length, rows[0]!.length];
  return graph.constant(shape, () => Float32Array.from(rows.flat()), `mixtures ${rows.join(";")}`);
}
