/** Writes a whole network into a graph, from samples as they come in to logits. */

import { openingOf } from "../../network/opening.ts";
import type { ResolvedNetwork } from "../../spec/network.ts";
import type { Value } from "./graph.ts";
import { turnImages, writeConvolution } from "./layers/convolution.ts";
import { writeDenseOfRows } from "./layers/dense.ts";
import type { LayerContext, Written } from "./layers/layer.ts";
import { normalises, writeLayers } from "./layers/sequence.ts";

/** Writes the first layer for samples `rows` `[N, C * H * W]`; without one, only turns the samples. */
export function writeOpening(network: ResolvedNetwork, rows: Value, context: LayerContext): Written {
  const { first, rest } = openingOf(network);
  const neighbours = { omittedBias: undefined, normalisedNext: normalises(rest[0], context) };
  if (first?.kind === "dense") return writeDenseOfRows(first, rows, context, neighbours);
  const images = turnImages(rows, network.network.input[0], context);
  if (first) return writeConvolution(first, images, context, neighbours);
  return { output: images, backward: () => undefined };
}

/** Writes the whole network for samples `rows` `[N, C * H * W]`. Its output is the logits, `[classes, N]`. */
export function writeNetwork(network: ResolvedNetwork, rows: Value, context: LayerContext): Written {
  const { first, rest } = openingOf(network);
  const opening = writeOpening(network, rows, context);
  const remainder = writeLayers(rest, opening.output, context, opening.omittedBias);
  return {
    output: remainder.output,
    backward(gradient) {
      const back = remainder.backward(gradient, first !== undefined);
      return first && back ? opening.backward(back, false) : undefined;
    },
  };
}
