/** The windows of a convolution as gathers over an index table. */

import type { Value } from "../graph.ts";
import type { LayerContext, LayerOf } from "./layer.ts";

type Convolution = LayerOf<"convolution">;

/** The inputs under each output: `[C, H * W * N]` to `[C * kernel * kernel, H' * W' * N]`. */
export function gatherInputs(layer: Convolution, x: Value, context: LayerContext): Value {
  const { stride, padding } = layer;
  return gatherWindows(layer, "input", x, context, (position, tap) => position * stride + tap - padding);
}

/** The outputs that each input goes into: `[C', H' * W' * N]` to `[C' * kernel * kernel, H * W * N]`. */
export function gatherOutputs(layer: Convolution, gradient: Value, context: LayerContext): Value {
  const { stride, padding } = layer;
  return gatherWindows(layer, "output", gradient, context, (position, tap) => {
    const shifted = position + padding - tap;
    return shifted % stride === 0 ? shifted / stride : -1;
  });
}

function gatherWindows(
  layer: Convolution,
  from: "input" | "output",
  x: Value,
  { graph, batch }: LayerContext,
  locate: (position: number, tap: number) => number,
): Value {
  const { kernel, stride, padding } = layer;
  const [channels = 0, height = 0, width = 0] = layer[from];
  const [, rows = 0, columns = 0] = layer[from === "input" ? "output" : "input"];
  const shape = [channels * kernel ** 2, rows * columns * batch];
  if (kernel === 1 && stride === 1 && padding === 0) return graph.reshape(x, shape);

  const make = () => windowTable({ kernel, height, width, rows, columns, locate });
  const key = `${from} windows ${[kernel, stride, padding, height, width, rows, columns]}`;
  const table = graph.constant([kernel ** 2 * rows * columns], make, key);
  const pixels = graph.reshape(x, [channels, height * width, batch]);
  const padded = graph.concatenate([pixels, graph.fill(0, [channels, 1, batch])], 1);
  return graph.reshape(graph.gather(padded, table, 1), shape);
}

interface WindowTable {
  readonly kernel: number;
  readonly height: number;
  readonly width: number;
  readonly rows: number;
  readonly columns: number;
  /** Where a tap of the kernel at a position falls along one axis. */
  readonly locate: (position: number, tap: number) => number;
}

/** Index of the pixel under each tap and position, `[kernel * kernel * rows * columns]`; `height * width` is the zero outside. */
function windowTable({ kernel, height, width, rows, columns, locate }: WindowTable): Int32Array {
  const table = new Int32Array(kernel ** 2 * rows * columns);
  let index = 0;
  for (let tapY = 0; tapY < kernel; tapY++) {
    for (let tapX = 0; tapX < kernel; tapX++) {
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const y = locate(row, tapY);
          const x = locate(column, tapX);
          const inside = y >= 0 && y < height && x >= 0 && x < width;
          table[index++] = inside ? y * width + x : height * width;
        }
      }
    }
  }
  return table;
}
