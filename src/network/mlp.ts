import type { Layer, Network } from "../spec/network.ts";
import { UserError } from "../spec/user_error.ts";
import { batchNorm, dense, flatten, network, relu } from "./layers.ts";

/** Options of `mlp()`. */
export interface MlpOptions {
  /** Sizes of the hidden layers; 500 and 350 by default: the paper's released code. */
  readonly hidden?: readonly number[];
  /** `[channels, height, width]`; MNIST's by default. */
  readonly input?: Network["input"];
}

/**
 * The perceptron of the paper's MNIST walks: 784-500-350-10, batch normalisation then ReLU after each hidden layer,
 * 573,060 parameters.
 *
 * Source: Xing et al. (2018), arXiv 1802.08770, released code.
 *
 * @throws {UserError} If a hidden size is not a positive integer.
 */
export function mlp(options: MlpOptions = {}): Network {
  const { hidden = [500, 350], input = [1, 28, 28] } = options;
  const layers: Layer[] = [flatten()];
  for (const size of hidden) {
    if (!Number.isInteger(size) || size < 1) {
      throw new UserError(`Cannot build mlp as hidden sizes must be positive integers: ${size}`);
    }
    layers.push(dense(size), batchNorm(), relu());
  }
  layers.push(dense(10));
  return network("mlp", input, layers);
}
