import { formatSetting, type Row } from "../../mod.ts";

/** What tells the cases of a run apart, besides their network and seed, and how it is written: in one line, whatever the width. */
const settings: Readonly<Record<string, (value: Row[string]) => string>> = {
  dataset: String,
  descent: String,
  learning_rate: (value) => `η\u00a0${formatSetting(Number(value))}`,
  batch_size: (value) => `batch\u00a0${value}`,
  momentum: (value) => `momentum\u00a0${formatSetting(Number(value))}`,
  weight_decay: (value) => `decay\u00a0${formatSetting(Number(value))}`,
};

/** Names the cases among which these are by their network, the settings in which they differ, and the seed: `"mlp, η 0.1, seed 0"`. */
export function caseNames(cases: readonly Row[]): (one: Row) => string {
  const differing = Object.entries(settings).filter(([column]) =>
    column === "learning_rate" || new Set(cases.map((one) => one[column])).size > 1
  );
  return (one) =>
    [one.network, ...differing.map(([column, write]) => write(one[column] ?? null)), `seed\u00a0${one.seed}`].join(
      ", ",
    );
}
