/** Which layers of the networks are measured one by one. */

import { layerFlops } from "../src/network/flops.ts";
import { mlp } from "../src/network/mlp.ts";
import { resnet56 } from "../src/network/resnet56.ts";
import { resolveNetwork } from "../src/network/resolve.ts";
import { vgg11 } from "../src/network/vgg11.ts";
import type { ResolvedLayer } from "../src/spec/network.ts";

/** A layer that networks have, perhaps several times. */
export interface MeasuredLayer {
  /** What tells it from others: `convolution 64-128 at 16 x 16`. */
  readonly name: string;
  readonly layer: ResolvedLayer;
  /** Whether it is a network's first, whose input needs no gradient. */
  readonly first: boolean;
}

/** Layers of a shape with less than this share of their network's products are left out. */
const leastShare = 0.01;

const networks = [mlp(), vgg11(), resnet56()].map((network) => flat(resolveNetwork(network).layers));

/** Convolutions and dense layers that matter, each shape once. */
export const productLayers: readonly MeasuredLayer[] = distinct(networks.flatMap((layers) => {
  const total = layers.reduce((sum, layer) => sum + layerFlops(layer), 0);
  const first = layers.find((layer) => layerFlops(layer) > 0);
  return Map.groupBy(layers, nameOf).values().flatMap(([layer, ...others]) =>
    layer !== undefined && (1 + others.length) * layerFlops(layer) >= leastShare * total
      ? [{ name: nameOf(layer), layer, first: layer === first }]
      : []
  ).toArray();
}));

/** Of each network the largest layer of each kind that multiplies no matrices. */
export const elementLayers: readonly MeasuredLayer[] = distinct(
  networks.flatMap((layers) =>
    (["batchNorm", "relu", "maxPool"] as const).flatMap((kind) => {
      const [largest] = layers.filter((layer) => layer.kind === kind).sort((a, b) => elements(b) - elements(a));
      return largest === undefined ? [] : [{ name: nameOf(largest), layer: largest, first: false }];
    })
  ),
);

/** How many numbers a layer takes in for one sample. */
export function elements({ input }: ResolvedLayer): number {
  return input.reduce((product, length) => product * length, 1);
}

function nameOf(layer: ResolvedLayer): string {
  const [inputs, height, width] = layer.input;
  const place = height === undefined ? "" : ` at ${height} x ${width}`;
  switch (layer.kind) {
    case "convolution": {
      const size = `${layer.kernel} x ${layer.kernel}`;
      return `convolution ${size}, ${inputs}-${layer.output[0]}${place}${
        layer.stride === 1 ? "" : `, stride ${layer.stride}`
      }`;
    }
    case "dense":
      return `dense ${inputs}-${layer.output[0]}`;
    default:
      return `${layer.kind} ${inputs}${place}`;
  }
}

function distinct(layers: readonly MeasuredLayer[]): MeasuredLayer[] {
  return [...new Map(layers.map((one) => [one.name, one])).values()];
}

function flat(layers: readonly ResolvedLayer[]): ResolvedLayer[] {
  return layers.flatMap((layer) =>
    layer.kind === "residual" ? flat([...layer.before, ...layer.body, ...layer.shortcut]) : [layer]
  );
}
