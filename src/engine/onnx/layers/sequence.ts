import type { ResolvedLayer } from "../../../spec/network.ts";
import type { Value } from "../graph.ts";
import { writeAveragePool } from "./average_pool.ts";
import { writeBatchNorm } from "./batch_norm.ts";
import { writeConvolution } from "./convolution.ts";
import { writeDense } from "./dense.ts";
import type { LayerContext, Neighbours, Written } from "./layer.ts";
import { writeMaxPool } from "./max_pool.ts";
import { writeRelu } from "./relu.ts";
import { writeResidual } from "./residual.ts";

/** Writes layers one after the other. `omittedBias` is what the layer before the first left out. */
export function writeLayers(
  given: readonly ResolvedLayer[],
  input: Value,
  context: LayerContext,
  omittedBias?: Value,
): Written {
  const layers = poolBeforeRelu(given);
  const written: Written[] = [];
  let bias = omittedBias;
  let x = input;
  layers.forEach((layer, index) => {
    const one = writeLayer(layer, x, context, {
      omittedBias: bias,
      normalisedNext: normalises(layers[index + 1], context),
    });
    bias = one.omittedBias;
    x = one.output;
    written.push(one);
  });
  return {
    output: x,
    backward(gradient, inputWanted) {
      const firstWithParameters = layers.findIndex(hasParameters);
      let back: Value | undefined = gradient;
      for (let index = layers.length - 1; index >= 0 && back; index--) {
        const wanted = inputWanted || firstWithParameters >= 0 && index > firstWithParameters;
        if (!wanted && !hasParameters(layers[index]!)) return undefined;
        back = written[index]!.backward(back, wanted);
      }
      return back;
    },
  };
}

/** Whether a layer is batch normalisation by the batch's own statistics. */
export function normalises(layer: ResolvedLayer | undefined, context: LayerContext): boolean {
  return layer?.kind === "batchNorm" && !context.running;
}

/** `relu` before `maxPool` changes places with it: the same numbers and gradients from fewer elements. */
function poolBeforeRelu(layers: readonly ResolvedLayer[]): ResolvedLayer[] {
  const ordered = [...layers];
  for (let index = 1; index < ordered.length; index++) {
    const [relu, pool] = [ordered[index - 1]!, ordered[index]!];
    if (relu.kind !== "relu" || pool.kind !== "maxPool") continue;
    ordered[index - 1] = pool;
    ordered[index] = { ...relu, input: pool.output, output: pool.output };
  }
  return ordered;
}

function writeLayer(layer: ResolvedLayer, x: Value, context: LayerContext, neighbours: Neighbours): Written {
  switch (layer.kind) {
    case "flatten":
      return writeFlatten(x, context);
    case "relu":
      return writeRelu(x, context);
    case "globalAveragePool":
      return writeAveragePool(layer, x, context);
    case "maxPool":
      return writeMaxPool(layer, x, context);
    case "dense":
      return writeDense(layer, x, context, neighbours);
    case "convolution":
      return writeConvolution(layer, x, context, neighbours);
    case "batchNorm":
      return writeBatchNorm(layer, x, context, neighbours);
    case "residual":
      return writeResidual(layer, x, context);
  }
}

function writeFlatten(x: Value, { graph, batch }: LayerContext): Written {
  const size = x.shape[0]! * x.shape[1]!;
  return {
    output: graph.reshape(x, [size / batch, batch]),
    backward: (gradient, inputWanted) => inputWanted ? graph.reshape(gradient, x.shape) : undefined,
  };
}

function hasParameters(layer: ResolvedLayer): boolean {
  return layer.kind !== "flatten" && layer.kind !== "relu" && layer.kind !== "globalAveragePool" &&
    layer.kind !== "maxPool";
}
