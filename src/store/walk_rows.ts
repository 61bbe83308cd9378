/** What a walk hands on, as rows of the store. */

import type { EpochRow, Measurement, SegmentRow, StepRow } from "../spec/row.ts";
import type { Row } from "./append_rows.ts";
import { stepColumns } from "./step_columns.ts";

/** A row of `steps`, without run and case. */
export function stepRow({ step, epoch, stepInEpoch, learningRate, values }: StepRow): Row {
  const row: Record<string, number | undefined> = {
    step,
    epoch,
    step_in_epoch: stepInEpoch,
    learning_rate: learningRate,
  };
  for (const { field, column } of stepColumns) row[column] = values[field];
  return row;
}

/** A row of `segments`, without run and case. */
export function segmentRow({ step, draw, alpha, loss }: SegmentRow): Row {
  return { step, draw, alpha, loss };
}

/** A row of `epochs`, without run and case. */
export function epochRow(row: EpochRow): Row {
  return {
    epoch: row.epoch,
    steps: row.steps,
    digest: row.digest,
    train_loss: row.trainLoss,
    train_accuracy: row.trainAccuracy,
    validation_loss: row.validationLoss,
    validation_accuracy: row.validationAccuracy,
    train_seconds: row.trainSeconds,
    measure_seconds: row.measureSeconds,
  };
}

/** A row of `measurements`, without run and case. */
export function measurementRow({ standardError, ...rest }: Measurement): Row {
  return { ...rest, standard_error: standardError };
}
