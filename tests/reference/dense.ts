import type { ResolvedLayer } from "../../src/spec/network.ts";
import type { Pass, PassContext } from "./pass.ts";

type Dense = Extract<ResolvedLayer, { kind: "dense" }>;

/** y = x W' + b. */
export function passDense(layer: Dense, input: Float64Array, context: PassContext): Pass {
  const { count, theta, gradient } = context;
  const inputs = layer.input[0]!;
  const outputs = layer.output[0]!;
  const output = new Float64Array(count * outputs);
  for (let n = 0; n < count; n++) {
    for (let o = 0; o < outputs; o++) {
      let sum = theta[layer.bias.offset + o]!;
      for (let i = 0; i < inputs; i++) sum += theta[layer.weight.offset + o * inputs + i]! * input[n * inputs + i]!;
      output[n * outputs + o] = sum;
    }
  }
  return {
    output,
    backward(outputGradient) {
      const inputGradient = new Float64Array(input.length);
      for (let n = 0; n < count; n++) {
        for (let o = 0; o < outputs; o++) {
          const dy = outputGradient[n * outputs + o]!;
          gradient[layer.bias.offset + o]! += dy;
          for (let i = 0; i < inputs; i++) {
            gradient[layer.weight.offset + o * inputs + i]! += dy * input[n * inputs + i]!;
            inputGradient[n * inputs + i]! += dy * theta[layer.weight.offset + o * inputs + i]!;
          }
        }
      }
      return inputGradient;
    },
  };
}
