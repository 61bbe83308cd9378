/** The layers by name, to describe a network in a few lines. */

import type { Layer, Network } from "../spec/network.ts";

/** Image `[C, H, W]` to features `[C * H * W]`. */
export function flatten(): Layer {
  return { kind: "flatten" };
}

/** max(x, 0). */
export function relu(): Layer {
  return { kind: "relu" };
}

/** Mean over height and width, `[C, H, W]` to `[C]`. */
export function globalAveragePool(): Layer {
  return { kind: "globalAveragePool" };
}

/** Maximum over non-overlapping windows of `size` x `size`, which must divide height and width. */
export function maxPool(size = 2): Layer {
  return { kind: "maxPool", size };
}

/** Batch normalisation per feature or channel, epsilon 1e-5, with scale and shift. */
export function batchNorm(): Layer {
  return { kind: "batchNorm" };
}

/** x W' + b. */
export function dense(outputs: number): Layer {
  return { kind: "dense", outputs };
}

/** Options of `convolution()`; defaults are VGG's: kernel 3, stride 1, padding that keeps the size, with bias. */
export interface ConvolutionOptions {
  /** Side of the square kernel. */
  readonly kernel?: number;
  /** 1 or more. */
  readonly stride?: number;
  /** Zeros around the image, in whole pixels; an even kernel must name it, as none keeps the size. */
  readonly padding?: number;
  /** Whether an offset a channel is added. */
  readonly bias?: boolean;
}

/** Two-dimensional convolution with zero padding. */
export function convolution(outputs: number, options: ConvolutionOptions = {}): Layer {
  const { kernel = 3, stride = 1, bias = true } = options;
  const { padding = (kernel - 1) / 2 } = options;
  return { kind: "convolution", outputs, kernel, stride, padding, bias };
}

/** The parts of a pre-activation residual block. */
export interface ResidualParts {
  /** What comes before both branches. */
  readonly before: readonly Layer[];
  /** The branch with weights. */
  readonly body: readonly Layer[];
  /** Empty: the block's own input is added. */
  readonly shortcut?: readonly Layer[];
}

/** With `a = before(x)`: `body(a) + shortcut(a)`, or `body(a) + x` without a shortcut. */
export function residual(parts: ResidualParts): Layer {
  return { kind: "residual", before: parts.before, body: parts.body, shortcut: parts.shortcut ?? [] };
}

/**
 * A network of one's own. Its last layer must give one logit a class.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { batchNorm, convolution, dense, flatten, maxPool, network, relu } from "./layers.ts";
 * import { resolveNetwork } from "./resolve.ts";
 *
 * const small = network("small", [1, 28, 28], [
 *   convolution(8), batchNorm(), relu(), maxPool(4),
 *   flatten(), dense(10),
 * ]);
 * assertEquals(resolveNetwork(small).parameterCount, 8 * 9 + 8 + 16 + 8 * 7 * 7 * 10 + 10);
 * ```
 */
export function network(name: string, input: Network["input"], layers: readonly Layer[], classes = 10): Network {
  return { name, input, classes, layers };
}
