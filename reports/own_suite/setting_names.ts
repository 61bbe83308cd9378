import { formatSetting, type Row } from "../../mod.ts";

/** The settings in which a suite's cases may differ, besides network, data set and seed, as columns of the table `cases`, and how each is written. */
const settings: Readonly<Record<string, (value: Row[string]) => string>> = {
  descent: String,
  learning_rate: (value) => `η ${formatSetting(Number(value))}`,
  batch_size: (value) => `batch ${value}`,
  sub_batch_size: (value) => `sub-batch ${value}`,
  momentum: (value) => `momentum ${formatSetting(Number(value))}`,
  weight_decay: (value) => `decay ${formatSetting(Number(value))}`,
  augmentation: (value) => `augmentation ${value}`,
  train_samples: (value) => `${value} samples`,
  evaluation_samples: (value) => `evaluated on ${value}`,
  evaluation_batch_size: (value) => `evaluation batch ${value}`,
  epochs: (value) => `${value} epochs`,
  points: (value) => `${value} points`,
};

/** Their columns. */
export const settingColumns: readonly string[] = Object.keys(settings);

/** The rows with a column `arm`: the settings in which they differ, the learning rate in any case. */
export function withSettings(rows: readonly Row[]): readonly Row[] {
  const differing = Object.entries(settings).filter(([column]) =>
    column === "learning_rate" || new Set(rows.map((row) => row[column])).size > 1
  );
  return rows.map((row) => ({
    ...row,
    arm: differing.map(([column, write]) => write(row[column] ?? null)).join(", "),
  }));
}
