import type { ResolvedLayer } from "../../src/spec/network.ts";
import type { Pass, PassContext } from "./pass.ts";

type Convolution = Extract<ResolvedLayer, { kind: "convolution" }>;

/** y[o, r, c] = b[o] + sum over i, p, q of w[o, i, p, q] x[i, r * stride + p - padding, c * stride + q - padding]. */
export function passConvolution(layer: Convolution, input: Float64Array, context: PassContext): Pass {
  const { count, theta, gradient } = context;
  const [outputs, rows, columns] = layer.output as [number, number, number];
  const output = new Float64Array(count * outputs * rows * columns);
  if (layer.bias) {
    for (let at = 0; at < output.length; at++) {
      output[at] = theta[layer.bias.offset + Math.floor(at / (rows * columns)) % outputs]!;
    }
  }
  forEachProduct(layer, count, (x, w, y) => output[y]! += theta[w]! * input[x]!);
  return {
    output,
    backward(outputGradient) {
      const inputGradient = new Float64Array(input.length);
      if (layer.bias) {
        for (let at = 0; at < output.length; at++) {
          gradient[layer.bias.offset + Math.floor(at / (rows * columns)) % outputs]! += outputGradient[at]!;
        }
      }
      forEachProduct(layer, count, (x, w, y) => {
        gradient[w]! += outputGradient[y]! * input[x]!;
        inputGradient[x]! += outputGradient[y]! * theta[w]!;
      });
      return inputGradient;
    },
  };
}

/** Calls `visit` with the indices of input, theta and output of each product that the convolution sums. */
function forEachProduct(layer: Convolution, count: number, visit: (x: number, w: number, y: number) => void): void {
  const { kernel, stride, padding } = layer;
  const [inputs, height, width] = layer.input as [number, number, number];
  const [outputs, rows, columns] = layer.output as [number, number, number];
  for (let n = 0; n < count; n++) {
    for (let o = 0; o < outputs; o++) {
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < columns; c++) {
          for (let i = 0; i < inputs; i++) {
            for (let p = 0; p < kernel; p++) {
              for (let q = 0; q < kernel; q++) {
                const row = r * stride + p - padding;
                const column = c * stride + q - padding;
                if (row < 0 || row >= height || column < 0 || column >= width) continue;
                visit(
                  ((n * inputs + i) * height + row) * width + column,
                  layer.weight.offset + ((o * inputs + i) * kernel + p) * kernel + q,
                  ((n * outputs + o) * rows + r) * columns + c,
                );
              }
            }
          }
        }
      }
    }
  }
}
