/** The windows of a convolution as gathers over index tables, in parts that fit a processor's cache. */

import type { Shape } from "../../../spec/network.ts";
import type { Value } from "../graph.ts";
import { leastDivisor } from "./least_divisor.ts";
import type { LayerContext, LayerOf } from "./layer.ts";

type Convolution = LayerOf<"convolution">;

/** Bytes of one part at most. Measured: all at once is up to 1.7 times slower; less than 1 MB is no faster. */
const partBytes = 2 ** 21;

/** The inputs under each output: `[C, H * W * N]` to parts of `[C * kernel * kernel, H' * W' * N]`, cut along the pixels. */
export function gatherInputs(layer: Convolution, x: Value, context: LayerContext): Value[] {
  const { kernel, stride, padding } = layer;
  const locate = (position: number, tap: number) => position * stride + tap - padding;
  return gatherWindows({ of: "outputs", layer, kernel, from: layer.input, to: layer.output, locate }, x, context);
}

/** The outputs that each input goes into: `[C', H' * W' * N]` to parts of `[C' * kernel * kernel, H * W * N]`, cut along the pixels. */
export function gatherOutputs(layer: Convolution, gradient: Value, context: LayerContext): Value[] {
  const { kernel, stride, padding } = layer;
  const locate = (position: number, tap: number) => {
    const shifted = position + padding - tap;
    return shifted % stride === 0 ? shifted / stride : -1;
  };
  const windows: Windows = {
    of: "inputs",
    layer,
    kernel,
    from: layer.output,
    to: layer.input,
    locate,
  };
  return gatherWindows(windows, gradient, context);
}

interface Windows {
  /** What has the windows. */
  readonly of: "outputs" | "inputs";
  readonly layer: Convolution;
  readonly kernel: number;
  readonly from: Shape;
  readonly to: Shape;
  /** Where a tap of the kernel at a position falls along one axis. */
  readonly locate: (position: number, tap: number) => number;
}

function gatherWindows(windows: Windows, x: Value, { graph, batch }: LayerContext): Value[] {
  const { of, layer, kernel, from, to } = windows;
  const [channels = 0, height = 0, width = 0] = from;
  const [, rows = 0, columns = 0] = to;
  if (kernel === 1 && layer.stride === 1 && layer.padding === 0) return [x];

  const parts = leastDivisor(rows * columns, windowBytes(windows, batch) / partBytes);
  const pixels = graph.reshape(x, [channels, height * width, batch]);
  const padded = graph.concatenate([pixels, graph.fill(0, [channels, 1, batch])], 1);
  const length = rows * columns / parts;
  return Array.from({ length: parts }, (_, part) => {
    const key = `windows of ${[
      of,
      kernel,
      layer.stride,
      layer.padding,
      from.slice(1),
      to.slice(1),
      part,
      parts,
    ]}`;
    const make = () => windowTable(windows, part * length, length);
    const table = graph.constant([kernel ** 2 * length], make, key);
    return graph.reshape(graph.gather(padded, table, 1), [channels * kernel ** 2, length * batch]);
  });
}

function windowBytes({ kernel, from, to }: Windows, batch: number): number {
  return 4 * from[0]! * kernel ** 2 * to[1]! * to[2]! * batch;
}

/**
 * Index of the pixel under each tap and position, `[kernel * kernel * length]`, for `length` positions from `start` on, row by row;
 * `height * width` is the zero outside.
 */
function windowTable({ kernel, from, to, locate }: Windows, start: number, length: number): Int32Array {
  const [, height = 0, width = 0] = from;
  const [, , columns = 0] = to;
  const table = new Int32Array(kernel ** 2 * length);
  let index = 0;
  for (let tapY = 0; tapY < kernel; tapY++) {
    for (let tapX = 0; tapX < kernel; tapX++) {
      for (let position = start; position < start + length; position++) {
        const y = locate(Math.floor(position / columns), tapY);
        const x = locate(position % columns, tapX);
        const inside = y >= 0 && y < height && x >= 0 && x < width;
        table[index++] = inside ? y * width + x : height * width;
      }
    }
  }
  return table;
}
