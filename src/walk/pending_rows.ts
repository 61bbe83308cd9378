import type { EpochRow, Measurement, Rows, SegmentRow, StepRow } from "../spec/row.ts";

/** Rows made and not stored yet. */
export interface PendingRows extends Rows {
  readonly steps: StepRow[];
  readonly segments: SegmentRow[];
  readonly epochs: EpochRow[];
  readonly measurements: Measurement[];
}

/** None yet. */
export function noRows(): PendingRows {
  return { steps: [], segments: [], epochs: [], measurements: [] };
}
