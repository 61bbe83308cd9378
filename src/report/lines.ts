/** Long lines on their way into a page: few bytes a point, and no more points than a page can bear. */

import { downsample } from "./downsample.js";
import type { Row, Zoom } from "./page.ts";

/** A line: the values of the columns that tell it apart, and its points as little-endian bytes in base64. */
export interface Line {
  readonly key: Row;
  /** Unsigned 32-bit integers, or the first where each is one more than the one before it. */
  readonly x: string | number;
  /** 32-bit floats; NaN breaks the line. */
  readonly y: string;
}

/** The lines of a chart and how they were thinned out. */
export interface Lines {
  readonly lines: readonly Line[];
  /** How many points they have in the store. */
  readonly points: number;
  /** How many of them stand in the page. */
  readonly kept: number;
}

/** The most points of a chart in a page: 100,000 are 0.5 to 1.1 MB of it. Ours. */
export const mostPoints = 100_000;

/**
 * The lines of a data set, whose rows may name in `line_points` how many their line had before `thinLines()`. Where they have more than `most` points together, each keeps the first, least,
 * greatest and last of each stretch.
 */
export function encodeLines(rows: readonly Row[], { x, y, by }: Zoom, most = mostPoints): Lines {
  const groups = [...Map.groupBy(rows, (row) => JSON.stringify(by.map((column) => row[column] ?? null))).values()];
  // downsample() keeps four points a column.
  const columns = Math.max(1, Math.floor(most / groups.length / 4));
  let kept = 0;
  const lines = groups.map((group): Line => {
    const xs = group.map((row) => Number(row[x]));
    const ys = group.map((row) => typeof row[y] === "number" ? row[y] : NaN);
    const all = rows.length <= most;
    const places = all ? xs.keys().toArray() : downsample(xs, ys, { from: xs[0]!, to: xs.at(-1)!, columns });
    kept += places.length;
    return {
      key: Object.fromEntries(by.map((column) => [column, group[0]![column] ?? null])),
      x: encodePlaces(places.map((place) => xs[place]!)),
      y: toBase64(Float32Array.from(places, (place) => ys[place]!)),
    };
  });
  const points = groups.reduce((sum, [row, ...others]) => sum + Number(row!.line_points ?? 1 + others.length), 0);
  return { lines, points, kept };
}

function encodePlaces(places: readonly number[]): string | number {
  const [first = 0] = places;
  return places.every((place, index) => place === first + index) ? first : toBase64(Uint32Array.from(places));
}

function toBase64(numbers: Uint32Array | Float32Array): string {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength).toBase64();
}
