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
  if (kernel === 1 && stride === 1 && padding === 0) return [x];
  const [, rows = 0, columns = 0] = layer.output;
  const taps = range(kernel);
  const locate = (position: number, tap: number) => position * stride + tap - padding;
  const windows: Windows = {
    ...{ layer, of: "outputs", from: layer.input },
    ...{ rows: range(rows), columns: range(columns), taps: [taps, taps], locate },
  };
  return gatherWindows(windows, x, context);
}

/** The inputs that meet the same taps of the kernel, a stride apart along both axes. */
export interface Phase {
  /** The taps, as places of the kernel row by row. */
  readonly taps: readonly number[];
  /** The outputs that each of these inputs goes into: parts of `[C' * taps, inputs * N]`, cut along the inputs. */
  readonly windows: readonly Value[];
}

/** The outputs that the inputs go into, phase by phase; phases without a tap are left out, as their gradient is 0. */
export function gatherOutputs(layer: Convolution, gradient: Value, context: LayerContext): Phase[] {
  const { kernel, stride, padding } = layer;
  if (kernel === 1 && stride === 1 && padding === 0) return [{ taps: [0], windows: [gradient] }];
  const locate = (position: number, tap: number) => (position + padding - tap) / stride;
  return phasesOf(layer).map(({ rows, columns, taps }) => ({
    taps: taps[0].flatMap((tapY) => taps[1].map((tapX) => tapY * kernel + tapX)),
    windows: gatherWindows({ layer, of: "inputs", from: layer.output, rows, columns, taps, locate }, gradient, context),
  }));
}

/** Puts what stands phase by phase, `[C, inputs * N]` each, into the order of the inputs, `[C, H * W * N]`; 0 where no phase is. */
export function joinPhases(layer: Convolution, products: readonly Value[], { graph, batch }: LayerContext): Value {
  const [channels = 0, height = 0, width = 0] = layer.input;
  const phases = phasesOf(layer);
  if (layer.stride === 1) return products[0]!;
  const joined = graph.concatenate([...products, graph.fill(0, [channels, batch])], 1);
  const make = () => {
    const count = phases.reduce((sum, { rows, columns }) => sum + rows.length * columns.length, 0);
    const table = new Int32Array(height * width).fill(count);
    let place = 0;
    for (const { rows, columns } of phases) {
      for (const y of rows) for (const x of columns) table[y * width + x] = place++;
    }
    return table;
  };
  const key = `phases ${[layer.kernel, layer.stride, layer.padding, height, width]}`;
  const table = graph.constant([height * width], make, key);
  const pixels = graph.reshape(joined, [channels, joined.shape[1]! / batch, batch]);
  return graph.reshape(graph.gather(pixels, table, 1), [channels, height * width * batch]);
}

/** Which of something along both axes: rows first. */
type Axes<Of> = readonly [Of, Of];

function phasesOf({ kernel, stride, padding, input }: Convolution) {
  const [, height = 0, width = 0] = input;
  const tapsOf = (phase: number) => range(kernel).filter((tap) => (phase + padding - tap) % stride === 0);
  const placesOf = (phase: number, length: number) => range(length).filter((place) => place % stride === phase);
  return range(stride).flatMap((phaseY) =>
    range(stride).map((phaseX) => ({
      rows: placesOf(phaseY, height),
      columns: placesOf(phaseX, width),
      taps: [tapsOf(phaseY), tapsOf(phaseX)] as Axes<number[]>,
    }))
  ).filter(({ rows, columns, taps }) => rows.length * columns.length * taps[0].length * taps[1].length > 0);
}

interface Windows {
  readonly layer: Convolution;
  /** What has the windows. */
  readonly of: "outputs" | "inputs";
  readonly from: Shape;
  /** Where the windows are. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly taps: Axes<readonly number[]>;
  /** Where a tap of the kernel at a position falls along one axis. */
  readonly locate: (position: number, tap: number) => number;
}

function gatherWindows(windows: Windows, x: Value, { graph, batch }: LayerContext): Value[] {
  const { layer, of, from, rows, columns, taps } = windows;
  const [channels = 0, height = 0, width = 0] = from;
  const positions = rows.length * columns.length;
  const area = taps[0].length * taps[1].length;
  const parts = leastDivisor(positions, 4 * channels * area * positions * batch / partBytes);
  const pixels = graph.reshape(x, [channels, height * width, batch]);
  const padded = graph.concatenate([pixels, graph.fill(0, [channels, 1, batch])], 1);
  const length = positions / parts;
  const about = [of, layer.kernel, layer.stride, layer.padding, height, width, rows, columns, taps[0].length, parts];
  return range(parts).map((part) => {
    const make = () => windowTable(windows, part * length, length);
    const table = graph.constant([area * length], make, `windows ${[...about, part]}`);
    return graph.reshape(graph.gather(padded, table, 1), [channels * area, length * batch]);
  });
}

/**
 * Index of the pixel under each tap and position, `[taps * length]`, for `length` positions from `start` on, row by row; `height * width`
 * is the zero outside.
 */
function windowTable({ from, rows, columns, taps, locate }: Windows, start: number, length: number): Int32Array {
  const [, height = 0, width = 0] = from;
  const table = new Int32Array(taps[0].length * taps[1].length * length);
  let index = 0;
  for (const tapY of taps[0]) {
    for (const tapX of taps[1]) {
      for (let position = start; position < start + length; position++) {
        const y = locate(rows[Math.floor(position / columns.length)]!, tapY);
        const x = locate(columns[position % columns.length]!, tapX);
        const inside = y >= 0 && y < height && x >= 0 && x < width;
        table[index++] = inside ? y * width + x : height * width;
      }
    }
  }
  return table;
}

/** 0, 1, ... up to before `length`. */
function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
