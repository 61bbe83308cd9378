/** The images of a convolution of 3x3 as tiles of 2x2 pixels: what gathers them and what puts them together again. */

import type { Value } from "../graph.ts";
import { leastDivisor } from "./least_divisor.ts";
import type { LayerContext, LayerOf } from "./layer.ts";

/** Bytes of one part's tiles with the pixels around them at most, so that they stay in a processor's cache. */
const partBytes = 2 ** 20;

/** The tiles of an image, row by row, worked off in `parts` of `length` tiles each. */
export interface Tiling {
  readonly height: number;
  readonly width: number;
  readonly parts: number;
  readonly length: number;
}

/** The tiling of a convolution that keeps height and width, both even; the same for its inputs and its outputs. */
export function tilingOf({ weight, input }: LayerOf<"convolution">, batch: number): Tiling {
  const [, height = 0, width = 0] = input;
  const tiles = height * width / 4;
  const bytes = 4 * 16 * Math.max(weight.shape[0]!, weight.shape[1]!) * tiles * batch;
  const parts = leastDivisor(tiles, bytes / partBytes);
  return { height, width, parts, length: tiles / parts };
}

/**
 * The pixels of each tile and around it, `[C, H * W * N]` to parts of `[4 * 4, C * tiles * N]`; pixels outside of the image are 0.
 */
export function gatherSurroundings(x: Value, tiling: Tiling, context: LayerContext): Value[] {
  return gatherTiles(x, tiling, { size: 4, before: 1 }, context);
}

/** The pixels of each tile, `[C, H * W * N]` to parts of `[2 * 2, C * tiles * N]`. */
export function gatherInside(x: Value, tiling: Tiling, context: LayerContext): Value[] {
  return gatherTiles(x, tiling, { size: 2, before: 0 }, context);
}

/** Puts the parts that `gatherInside` would give together to `[C, H * W * N]`. */
export function joinTiles(
  parts: readonly Value[],
  channels: number,
  tiling: Tiling,
  { graph, batch }: LayerContext,
): Value {
  const { height, width, length } = tiling;
  const joined = parts.length === 1 ? parts[0]! : graph.concatenate(parts, 0);
  const make = () => {
    const table = new Int32Array(channels * height * width);
    let index = 0;
    for (let channel = 0; channel < channels; channel++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const tile = (y >> 1) * (width / 2) + (x >> 1);
          const place = 4 * Math.floor(tile / length) + 2 * (y & 1) + (x & 1);
          table[index++] = (place * channels + channel) * length + tile % length;
        }
      }
    }
    return table;
  };
  const table = graph.constant([channels * height * width], make, `joined tiles ${[channels, ...keyOf(tiling)]}`);
  const lines = graph.reshape(joined, [channels * height * width, batch]);
  return graph.reshape(graph.gather(lines, table, 0), [channels, height * width * batch]);
}

/** What is gathered of each tile: `size` pixels along each axis, which begin so many before it. */
interface Extent {
  readonly size: number;
  readonly before: number;
}

function gatherTiles(x: Value, tiling: Tiling, { size, before }: Extent, { graph, batch }: LayerContext): Value[] {
  const { height, width, parts, length } = tiling;
  const channels = x.shape[0]!;
  const columns = width / 2;
  const outside = channels * height * width;
  const pixels = graph.reshape(x, [outside, batch]);
  const lines = before > 0 ? graph.concatenate([pixels, graph.fill(0, [1, batch])], 0) : pixels;
  const lineOf = (y: number, x: number, channel: number) =>
    y >= 0 && y < height && x >= 0 && x < width ? (channel * height + y) * width + x : outside;
  const lineCount = size ** 2 * channels * length;
  return Array.from({ length: parts }, (_, part) => {
    const make = () => {
      const table = new Int32Array(lineCount);
      let index = 0;
      for (let tapY = -before; tapY < size - before; tapY++) {
        for (let tapX = -before; tapX < size - before; tapX++) {
          for (let channel = 0; channel < channels; channel++) {
            for (let tile = part * length; tile < (part + 1) * length; tile++) {
              table[index++] = lineOf(2 * Math.floor(tile / columns) + tapY, 2 * (tile % columns) + tapX, channel);
            }
          }
        }
      }
      return table;
    };
    const table = graph.constant([lineCount], make, `tiles ${[size, channels, part, ...keyOf(tiling)]}`);
    return graph.reshape(graph.gather(lines, table, 0), [size ** 2, channels * length * batch]);
  });
}

function keyOf({ height, width, parts }: Tiling): number[] {
  return [height, width, parts];
}
