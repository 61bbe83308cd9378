/**
 * How layers write themselves into a graph. Activations are matrices `[C, M]`: one row a feature or channel, with the
 * samples innermost, so that M is `height * width * batch` for images and `batch` for features. Every statistic is then a sum over
 * a row, what a convolution gathers are contiguous runs, the images side by side are one wide image, and `flatten` moves nothing.
 */

import type { Block, ResolvedLayer } from "../../../spec/network.ts";
import type { Graph, Value } from "../graph.ts";

/** What a layer finds around itself while it is written. */
export interface LayerContext {
  readonly graph: Graph;
  /** Samples that the graph computes. */
  readonly batch: number;
  /** How many samples each thread computes, where threads share a mini-batch: this one has `batch` of them. */
  readonly shared?: readonly number[];
  /** A block of theta. */
  parameter(block: Block): Value;
  /** A block of the running statistics; absent where batch normalisation takes the batch's own. */
  readonly running?: (block: Block) => Value;
  /** Where `backward` puts the gradient of each block of theta, by the block's name. */
  readonly gradients: Map<string, Value>;
  /** Where batch normalisation puts mean and unbiased variance of the batch, by the block's name. */
  readonly statistics: Map<string, Value>;
  /** The forward pass is never differentiated: quicker operators may be used. */
  readonly forwardOnly: boolean;
  /** How many channels a vector of the processor holds in the library's own order; 0 where it has none for it. */
  readonly lanes: number;
}

/** A layer written into a graph. */
export interface Written {
  readonly output: Value;
  /**
   * Writes the layer's backward pass for the gradient of its output, and gives the gradient of its input; undefined where
   * `inputWanted` is false.
   */
  backward(gradient: Value, inputWanted: boolean): Value | undefined;
  /** A bias `[C]` that was left out as the batch normalisation that follows takes it off again. */
  readonly omittedBias?: Value;
}

/** A kind of resolved layer. */
export type LayerOf<Kind extends ResolvedLayer["kind"]> = ResolvedLayer & { readonly kind: Kind };

/** What a layer knows of its neighbours. */
export interface Neighbours {
  /** The bias that the layer before left out. */
  readonly omittedBias: Value | undefined;
  /** Whether batch normalisation by the batch's own statistics follows. */
  readonly normalisedNext: boolean;
}
