/** How the charts of this page draw batch sizes along x and learning rates beside each other. */

import { formatValue, type Row, type Spec } from "../../mod.ts";
import { armLooks, type Look, orderedLooks } from "../colours.ts";
import { type LookChannels, lookChannels } from "../sections/look_channels.ts";
import { correlationWithinEpoch, ratesOf } from "./walks.ts";

/** The rows with a column `at`: the batch size, a little beside it for each further arm, as on a logarithmic axis. */
export function beside(rows: readonly Row[]): readonly Row[] {
  const arms = ratesOf(rows);
  return rows.map((row) => ({
    ...row,
    at: Number(row.batch_size) * 1.05 ** (arms.indexOf(String(row.arm)) - (arms.length - 1) / 2),
  }));
}

/** Batch sizes on a logarithmic axis, ruled where the rows have one; below each the correlation of batches of one epoch where `correlated`. */
export function batchAxis(rows: readonly Row[], { correlated = false } = {}): Spec {
  const sizes = new Map(rows.map((row) => [Number(row.batch_size), row]));
  const values = [...sizes.keys()].sort((a, b) => a - b);
  const labels = values.map((size) => {
    const row = sizes.get(size)!;
    const correlation = correlationWithinEpoch(row);
    const below = size === row.train_samples
      ? ["GD"]
      : correlated && correlation !== null
      ? [formatValue(correlation)]
      : [];
    return [size % 1000 === 0 ? `${size / 1000}k` : String(size), ...below];
  });
  return {
    field: "at",
    type: "quantitative",
    title: correlated ? "batch size, −B / (N − B) below" : "batch size",
    scale: { type: "log", domain: [values[0]! / 1.25, values.at(-1)! * 1.25], nice: false },
    axis: {
      values,
      labelExpr: `${JSON.stringify(labels)}[indexof(${JSON.stringify(values)}, datum.value)]`,
      labelOverlap: false,
      grid: false,
    },
  };
}

/** The marks of means over seeds, `mean` along `y`: a line through them, dashed with replacement, and, with the tooltip, points of the arms' shapes. */
export function meanMarks({ y, shape, tooltip }: Readonly<Record<"y" | "shape", Spec> & { tooltip: Spec[] }>): Spec[] {
  return [
    {
      data: { name: "means" },
      mark: { type: "line", strokeWidth: 1.5, opacity: 0.7 },
      encoding: {
        y: { ...y, field: "mean" },
        detail: { field: "arm" },
        strokeDash: { condition: { test: "datum.replaced", value: [4, 3] }, value: [1, 0] },
      },
    },
    {
      data: { name: "means" },
      mark: { type: "point", filled: true, size: 70, opacity: 1 },
      encoding: { y: { ...y, field: "mean" }, shape, tooltip },
    },
  ];
}

/** The channels of learning rates, the largest first; with replacement in the colour of the same rate, of the sum of sub-batches in the arm's own. */
export function rateChannels(rows: readonly Row[]): LookChannels {
  const arms = ratesOf(rows);
  const rowOf = (arm: string) => rows.find((row) => row.arm === arm)!;
  const rates = arms.filter((arm) => rowOf(arm).descent === "SGD" && !rowOf(arm).replaced);
  const ordered = orderedLooks(rates.length);
  const looks = arms.map((arm): Look => {
    const { descent, replaced, learning_rate } = rowOf(arm);
    if (descent !== "SGD") return armLooks.sumOfNine;
    const look = ordered[Math.max(0, rates.findIndex((rate) => rowOf(rate).learning_rate === learning_rate))]!;
    return replaced ? { ...look, shape: "triangle-right" } : look;
  });
  return lookChannels("arm", arms, looks);
}

/** The rows of the smallest batch. */
export function smallestBatch(rows: readonly Row[]): readonly Row[] {
  const least = Math.min(...rows.map(({ batch_size }) => Number(batch_size)));
  return rows.filter(({ batch_size }) => Number(batch_size) === least);
}
