import type { Measure } from "../spec/measure.ts";
import type { Block, ResolvedLayer, ResolvedNetwork } from "../spec/network.ts";
import type { Measurement } from "../spec/row.ts";

/**
 * The norm of theta by its blocks, at the end of each measured epoch and of the walk: `norm_gamma` of the scales of batch normalisation, which make
 * up much of theta's norm at the start, `norm_without_gamma` of all else, and `effective_rate`, eta / |w|^2 of the scale-invariant weights w,
 * those that a batch normalisation follows: their direction is all that counts, and a step turns it by eta / |w|^2 times what it
 * would at length 1. Without such weights there is none. Costs nothing.
 *
 * Source: van Laarhoven (2017) for the effective learning rate.
 */
export function blockNorms(): Measure {
  return {
    name: "blockNorms",
    options: null,
    gives: { measurements: ["norm_gamma", "norm_without_gamma", "effective_rate"] },
    passes: () => 0,
    start({ program: { network }, case: { learningRate } }) {
      const measure = (theta: Float32Array<ArrayBuffer>) => measureBlocks(network, theta, learningRate);
      return {
        epoch: (epoch, theta) => Promise.resolve(measure(theta).map((found) => ({ ...found, epoch }))),
        end: (theta) => Promise.resolve(measure(theta)),
      };
    },
  };
}

function measureBlocks(
  { layers, parameterCount }: ResolvedNetwork,
  theta: Float32Array<ArrayBuffer>,
  learningRate: number,
): Measurement[] {
  const gamma = square(theta, scalesOf(layers));
  const whole = square(theta, [{ offset: 0, size: parameterCount }]);
  const invariant = square(theta, invariantOf(layers));
  return [
    { name: "norm_gamma", value: Math.sqrt(gamma) },
    { name: "norm_without_gamma", value: Math.sqrt(Math.max(0, whole - gamma)) },
    ...(invariant > 0 ? [{ name: "effective_rate", value: learningRate / invariant }] : []),
  ];
}

function square(theta: Float32Array<ArrayBuffer>, blocks: readonly Pick<Block, "offset" | "size">[]): number {
  let sum = 0;
  for (const { offset, size } of blocks) {
    for (let i = offset; i < offset + size; i++) sum += theta[i]! ** 2;
  }
  return sum;
}

function scalesOf(layers: readonly ResolvedLayer[]): Block[] {
  return layers.flatMap((layer) =>
    layer.kind === "batchNorm"
      ? [layer.scale]
      : layer.kind === "residual"
      ? [layer.before, layer.body, layer.shortcut].flatMap(scalesOf)
      : []
  );
}

/** The weights whose outputs the next layer normalises, so that their length has no effect. */
function invariantOf(layers: readonly ResolvedLayer[]): Block[] {
  return layers.flatMap((layer, index) => {
    if (layer.kind === "residual") return [layer.before, layer.body, layer.shortcut].flatMap(invariantOf);
    const weighs = layer.kind === "dense" || layer.kind === "convolution";
    return weighs && layers[index + 1]?.kind === "batchNorm" ? [layer.weight] : [];
  });
}
