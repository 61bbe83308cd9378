import type { ResolvedLayer } from "../../src/spec/network.ts";
import { passBatchNorm } from "./batch_norm.ts";
import { passConvolution } from "./convolution.ts";
import { passDense } from "./dense.ts";
import type { Pass, PassContext } from "./pass.ts";
import { passGlobalAveragePool, passMaxPool } from "./pooling.ts";

type Residual = Extract<ResolvedLayer, { kind: "residual" }>;

/** Layers one after another. */
export function passLayers(layers: readonly ResolvedLayer[], input: Float64Array, context: PassContext): Pass {
  const passes: Pass[] = [];
  let output = input;
  for (const layer of layers) {
    const pass = passLayer(layer, output, context);
    passes.push(pass);
    output = pass.output;
  }
  return {
    output,
    backward: (outputGradient) => passes.reduceRight((gradient, pass) => pass.backward(gradient), outputGradient),
  };
}

function passLayer(layer: ResolvedLayer, input: Float64Array, context: PassContext): Pass {
  switch (layer.kind) {
    case "flatten":
      return { output: input, backward: (outputGradient) => outputGradient };
    case "relu":
      return {
        output: input.map((x) => x <= 0 ? 0 : x),
        backward: (outputGradient) => outputGradient.map((dy, at) => input[at]! <= 0 ? 0 : dy),
      };
    case "globalAveragePool":
      return passGlobalAveragePool(layer, input, context);
    case "maxPool":
      return passMaxPool(layer, input, context);
    case "batchNorm":
      return passBatchNorm(layer, input, context);
    case "dense":
      return passDense(layer, input, context);
    case "convolution":
      return passConvolution(layer, input, context);
    case "residual":
      return passResidual(layer, input, context);
  }
}

function passResidual(layer: Residual, input: Float64Array, context: PassContext): Pass {
  const before = passLayers(layer.before, input, context);
  const body = passLayers(layer.body, before.output, context);
  if (layer.shortcut.length === 0) {
    return {
      output: add(body.output, input),
      backward: (outputGradient) => add(before.backward(body.backward(outputGradient)), outputGradient),
    };
  }
  const shortcut = passLayers(layer.shortcut, before.output, context);
  return {
    output: add(body.output, shortcut.output),
    backward: (outputGradient) =>
      before.backward(add(body.backward(outputGradient), shortcut.backward(outputGradient))),
  };
}

function add(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, at) => value + b[at]!);
}
