import type { ResolvedLayer } from "../../src/spec/network.ts";
import type { Pass, PassContext } from "./pass.ts";

type MaxPool = Extract<ResolvedLayer, { kind: "maxPool" }>;

/** Maximum of each window; among equal ones the first in row-major order gets the gradient, as in PyTorch. */
export function passMaxPool(layer: MaxPool, input: Float64Array, { count }: PassContext): Pass {
  const { size } = layer;
  const [channels, height, width] = layer.input as [number, number, number];
  const output: number[] = [];
  const chosen: number[] = [];
  for (let plane = 0; plane < count * channels; plane++) {
    for (let top = 0; top < height; top += size) {
      for (let left = 0; left < width; left += size) {
        let best = (plane * height + top) * width + left;
        for (let row = top; row < top + size; row++) {
          for (let column = left; column < left + size; column++) {
            const at = (plane * height + row) * width + column;
            if (input[at]! > input[best]! || Number.isNaN(input[at])) best = at;
          }
        }
        output.push(input[best]!);
        chosen.push(best);
      }
    }
  }
  return {
    output: Float64Array.from(output),
    backward(outputGradient) {
      const inputGradient = new Float64Array(input.length);
      chosen.forEach((at, index) => inputGradient[at]! += outputGradient[index]!);
      return inputGradient;
    },
  };
}

/** Mean over height and width. */
export function passGlobalAveragePool(layer: ResolvedLayer, input: Float64Array, { count }: PassContext): Pass {
  const [channels, height, width] = layer.input as [number, number, number];
  const places = height * width;
  const output = new Float64Array(count * channels);
  input.forEach((value, at) => output[Math.floor(at / places)]! += value / places);
  return {
    output,
    backward: (outputGradient) => input.map((_, at) => outputGradient[Math.floor(at / places)]! / places),
  };
}
