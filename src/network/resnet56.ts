import type { Layer, Network } from "../spec/network.ts";
import { batchNorm, convolution, dense, globalAveragePool, network, relu, residual } from "./layers.ts";
import type { WidthOptions } from "./vgg11.ts";
import { scaleChannels } from "./width.ts";

/** Options of `resnet56()`. */
export interface ResnetOptions extends WidthOptions {
  /** Residual blocks a stage: 9 gives ResNet-56, in general depth 6n + 2. */
  readonly blocks?: number;
}

/**
 * ResNet-56 with pre-activation blocks (BN-ReLU-convolution), nine a stage, widths 16, 32 and 64, 1x1 convolution shortcut at
 * stride 2, final BN-ReLU, 8x8 average pool, dense layer. Convolutions have no bias.
 *
 * Source: He et al. (2016), Identity Mappings in Deep Residual Networks; Xing et al. (2018), released code.
 *
 * @throws {UserError} If the width is not a positive number.
 */
export function resnet56({ width = 1, blocks = 9 }: ResnetOptions = {}): Network {
  const first = scaleChannels(16, width);
  const layers: Layer[] = [convolution(first, { bias: false })];
  [16, 32, 64].forEach((channels, stage) => {
    for (let block = 0; block < blocks; block++) {
      layers.push(preactivationBlock(scaleChannels(channels, width), stage > 0 && block === 0));
    }
  });
  layers.push(batchNorm(), relu(), globalAveragePool(), dense(10));
  return network("resnet56", [3, 32, 32], layers);
}

function preactivationBlock(channels: number, shrink: boolean): Layer {
  const stride = shrink ? 2 : 1;
  return residual({
    before: [batchNorm(), relu()],
    body: [
      convolution(channels, { stride, bias: false }),
      batchNorm(),
      relu(),
      convolution(channels, { bias: false }),
    ],
    shortcut: shrink ? [convolution(channels, { kernel: 1, stride, bias: false })] : [],
  });
}
