import type { Draw, SegmentRow } from "../spec/row.ts";

/** The rows of a segment whose losses are evenly spaced from alpha = 0 to 1. */
export function curve(step: number, draw: Draw, losses: readonly number[]): SegmentRow[] {
  return losses.map((loss, index) => ({ step, draw, alpha: index / (losses.length - 1), loss }));
}

/** The losses of an observed segment from alpha = 0 to 1; empty where none was evaluated. */
export function lossesOf(segments: readonly SegmentRow[], draw: Draw = "fixed"): number[] {
  return segments.filter((point) => point.draw === draw).map((point) => point.loss);
}
