import { normals, type RandomStream } from "../math/random.ts";
import type { Block, ResolvedNetwork } from "../spec/network.ts";

/**
 * theta_0 `[P]` as the paper's released code draws it: convolution weights N(0, 2 / (k * k * outputs)), their biases 0; batch
 * normalisation scale 1, shift 0; dense weights and biases uniform in +-1 / sqrt(inputs). Blocks are drawn in the order of theta.
 *
 * Source: Xing et al. (2018), released code.
 */
export function initialise(network: ResolvedNetwork, random: RandomStream): Float32Array<ArrayBuffer> {
  const theta = new Float32Array(network.parameterCount);
  const normal = normals(random);
  let inputs = 0;
  for (const block of network.parameters) {
    const values = theta.subarray(block.offset, block.offset + block.size);
    if (block.role === "scale") values.fill(1);
    if (block.role === "weight") inputs = block.shape[1] ?? 0;
    if (isKernel(block)) {
      const deviation = Math.sqrt(2 / (block.shape[2]! * block.shape[3]! * block.shape[0]!));
      for (let i = 0; i < values.length; i++) values[i] = normal() * deviation;
      inputs = 0;
    } else if ((block.role === "weight" || block.role === "bias") && inputs > 0) {
      const bound = 1 / Math.sqrt(inputs);
      for (let i = 0; i < values.length; i++) values[i] = (2 * random() - 1) * bound;
    }
  }
  return theta;
}

/** Running statistics `[Q]` before the first step: mean 0, variance 1. */
export function initialStatistics(network: ResolvedNetwork): Float32Array<ArrayBuffer> {
  const statistics = new Float32Array(network.statisticCount);
  for (const block of network.statistics) {
    if (block.role === "variance") statistics.fill(1, block.offset, block.offset + block.size);
  }
  return statistics;
}

function isKernel(block: Block): boolean {
  return block.role === "weight" && block.shape.length === 4;
}
