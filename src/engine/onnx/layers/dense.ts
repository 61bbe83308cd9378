import type { Value } from "../graph.ts";
import { addBias } from "./bias.ts";
import type { LayerContext, LayerOf, Neighbours, Written } from "./layer.ts";

/** y = W x + b for `x` `[inputs, N]`. */
export function writeDense(layer: LayerOf<"dense">, x: Value, context: LayerContext, neighbours: Neighbours): Written {
  return writeProduct(layer, x, false, context, neighbours);
}

/** The same for samples as they come in, `[N, inputs]`: the first layer of a network, whose input needs no gradient. */
export function writeDenseOfRows(
  layer: LayerOf<"dense">,
  rows: Value,
  context: LayerContext,
  neighbours: Neighbours,
): Written {
  return writeProduct(layer, rows, true, context, neighbours);
}

function writeProduct(
  layer: LayerOf<"dense">,
  x: Value,
  rows: boolean,
  context: LayerContext,
  neighbours: Neighbours,
): Written {
  const { graph } = context;
  const weight = context.parameter(layer.weight);
  const product = graph.matrixProduct(weight, x, { right: rows });
  const bias = addBias(layer.bias, product, context, neighbours);
  return {
    ...bias,
    backward(gradient, inputWanted) {
      bias.backward(gradient);
      context.gradients.set(layer.weight.name, graph.matrixProduct(gradient, x, { right: !rows }));
      return inputWanted ? graph.matrixProduct(weight, gradient, { left: true }) : undefined;
    },
  };
}
