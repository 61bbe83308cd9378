/** Convolutions of stride 1 by the library's own operators: the batch is one image whose columns are `width * batch`. */

import type { Shape } from "../../../spec/network.ts";
import { sizeOf, type Value } from "../graph.ts";
import type { LayerContext } from "./layer.ts";

/** From where to where a kernel slides. */
export interface Path {
  readonly padding: number;
  readonly from: Shape;
  readonly to: Shape;
}

/**
 * Slides a kernel `[outputs, inputs, k, k]` over images `[inputs, H * W * N]`, pixel by pixel: its taps lie `batch` columns apart. Where
 * the channels fill the processor's vectors, they are brought side by side, so that no window has to be gathered.
 */
export function slide(kernel: Value, images: Value, { padding, from, to }: Path, context: LayerContext): Value {
  const { graph, batch } = context;
  const lay = ([channels = 0, height = 0, width = 0]: Shape) => [1, channels, height, width * batch];
  const attributes = {
    dilations: [1, batch],
    kernel_shape: kernel.shape.slice(2),
    pads: [padding, padding * batch, padding, padding * batch],
  };
  const image = graph.reshape(images, lay(from));
  const rows = [to[0]!, sizeOf(to) / to[0]! * batch];
  if (!fillsVectors(from, to, context)) {
    return graph.reshape(graph.apply("Conv", [image, kernel], lay(to), attributes), rows);
  }
  const vectors = graph.apply("ToVectors", [image], image.shape);
  const product = graph.apply("VectorConv", [vectors, kernelVectors(kernel, context)], lay(to), attributes);
  return graph.reshape(graph.apply("FromVectors", [product], lay(to), { channels: to[0]! }), rows);
}

/** Whether the channels on both sides fill the processor's vectors. */
export function fillsVectors([inputs = 0]: Shape, [outputs = 0]: Shape, { lanes }: LayerContext): boolean {
  return lanes > 0 && inputs % lanes === 0 && outputs % lanes === 0;
}

/** A kernel in blocks of as many inputs and outputs as a vector has lanes, each block `[k, k, inputs, outputs]`. */
function kernelVectors(kernel: Value, { graph, lanes }: LayerContext): Value {
  const [outputs = 0, inputs = 0, height = 0, width = 0] = kernel.shape;
  const cut = graph.reshape(kernel, [outputs / lanes, lanes, inputs / lanes, lanes, height, width]);
  return graph.reshape(graph.transpose(cut, [0, 2, 4, 5, 3, 1]), kernel.shape);
}
