import type { Layer, Network } from "../spec/network.ts";
import { batchNorm, convolution, dense, flatten, maxPool, network, relu } from "./layers.ts";
import { scaleChannels } from "./width.ts";

/** Options of the convolutional networks. */
export interface WidthOptions {
  /** Multiplies every layer's channels; 1 is the paper's network. */
  readonly width?: number;
}

const configurationA = [64, "M", 128, "M", 256, 256, "M", 512, 512, "M", 512, 512, "M"] as const;

/**
 * VGG-11, configuration A for CIFAR-10: 3x3 convolutions with bias, batch normalisation then ReLU after each, head
 * 512-512-512-10 without batch normalisation or dropout; 9,756,426 parameters at width 1.
 *
 * Source: Simonyan and Zisserman (2015), table 1; Xing et al. (2018), released code.
 *
 * @throws {UserError} If the width is not a positive number.
 */
export function vgg11({ width = 1 }: WidthOptions = {}): Network {
  const layers: Layer[] = [];
  for (const item of configurationA) {
    if (item === "M") layers.push(maxPool(2));
    else layers.push(convolution(scaleChannels(item, width)), batchNorm(), relu());
  }
  const head = scaleChannels(512, width);
  layers.push(flatten(), dense(head), relu(), dense(head), relu(), dense(10));
  return network("vgg11", [3, 32, 32], layers);
}
