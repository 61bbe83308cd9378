/**
 * How many floating-point operations a network's matrix products take: the one place where they are counted.
 *
 * Counted are the products of dense layers and convolutions alone, two operations a multiply-add; normalisation, activations, pooling, the
 * loss and the update move numbers more than they multiply them. Counted is what the layers' plain sums take, not what an implementation
 * computes: no products with zeros of padding are taken off, nor those that Winograd's filtering saves, and none of a recomputation added.
 */

import type { ResolvedLayer, ResolvedNetwork } from "../spec/network.ts";
import { openingOf } from "./opening.ts";

/**
 * Operations of one layer's forward pass of one sample; of its gradient by the weights, or by its input, as many each.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { layerFlops } from "./flops.ts";
 * import { mlp } from "./mlp.ts";
 * import { resolveNetwork } from "./resolve.ts";
 *
 * const [, first] = resolveNetwork(mlp()).layers;
 * assertEquals(layerFlops(first!), 2 * 784 * 500);
 * ```
 */
export function layerFlops(layer: ResolvedLayer): number {
  switch (layer.kind) {
    case "dense":
      return 2 * layer.weight.size;
    case "convolution": {
      const [, height = 0, width = 0] = layer.output;
      return 2 * layer.weight.size * height * width;
    }
    case "residual":
      return sumOf([...layer.before, ...layer.body, ...layer.shortcut]);
    default:
      return 0;
  }
}

/** Operations of a network's forward pass of one sample. */
export function forwardFlops({ layers }: ResolvedNetwork): number {
  return sumOf(layers);
}

/** Operations of one sample's gradient: forward, by the weights and by the inputs, but for the input of the first layer, which is data. */
export function gradientFlops(network: ResolvedNetwork): number {
  return 3 * forwardFlops(network) - firstFlops(network);
}

/**
 * Operations of one sample's losses at so many points of a segment whose start is the end of the one before: the first layer, which is
 * linear in its weights, is computed at the new end alone, all others at every point.
 */
export function segmentFlops(network: ResolvedNetwork, points: number): number {
  const first = firstFlops(network);
  return first + points * (forwardFlops(network) - first);
}

/** Operations of the layer that a segment computes at its ends alone. */
function firstFlops(network: ResolvedNetwork): number {
  const { first } = openingOf(network);
  return first ? layerFlops(first) : 0;
}

function sumOf(layers: readonly ResolvedLayer[]): number {
  return layers.reduce((sum, layer) => sum + layerFlops(layer), 0);
}
