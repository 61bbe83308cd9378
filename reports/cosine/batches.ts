/** How the charts of this page draw batch sizes along x and learning rates beside each other. */

import type { Row, Spec } from "../../mod.ts";
import { armLooks, orderedLooks } from "../colours.ts";
import { type LookChannels, lookChannels } from "../sections/look_channels.ts";
import { ratesOf } from "./walks.ts";

/** The rows with a column `at`: the batch size, a little beside it for each further arm, as on a logarithmic axis. */
export function beside(rows: readonly Row[]): readonly Row[] {
  const arms = ratesOf(rows);
  return rows.map((row) => ({
    ...row,
    at: Number(row.batch_size) * 1.05 ** (arms.indexOf(String(row.arm)) - (arms.length - 1) / 2),
  }));
}

/** Batch sizes on a logarithmic axis, ruled where the rows have one. */
export function batchAxis(rows: readonly Row[]): Spec {
  const sizes = [...new Set(rows.map(({ batch_size }) => Number(batch_size)))].sort((a, b) => a - b);
  const whole = [...new Set(rows.filter((row) => row.whole).map(({ batch_size }) => Number(batch_size)))];
  return {
    field: "at",
    type: "quantitative",
    title: "batch size",
    scale: { type: "log", domain: [sizes[0]! / 1.25, sizes.at(-1)! * 1.25], nice: false },
    axis: {
      values: sizes,
      labelExpr: `format(datum.value, ',') + (indexof(${JSON.stringify(whole)}, datum.value) < 0 ? '' : ' (GD)')`,
      labelOverlap: false,
      grid: false,
    },
  };
}

/** The marks of means over seeds, `mean` along `y`: a line through them and, with the tooltip, points of the arms' shapes. */
export function meanMarks({ y, shape, tooltip }: Readonly<Record<"y" | "shape", Spec> & { tooltip: Spec[] }>): Spec[] {
  return [
    {
      data: { name: "means" },
      mark: { type: "line", strokeWidth: 1.5, opacity: 0.7 },
      encoding: { y: { ...y, field: "mean" } },
    },
    {
      data: { name: "means" },
      mark: { type: "point", filled: true, size: 70, opacity: 1 },
      encoding: { y: { ...y, field: "mean" }, shape, tooltip },
    },
  ];
}

/** The channels of learning rates, the largest first; the sum of sub-batches has the arm's own. */
export function rateChannels(arms: readonly string[]): LookChannels {
  const isSum = (arm: string) => arm.includes(",");
  const looks = orderedLooks(arms.filter((arm) => !isSum(arm)).length);
  return lookChannels("arm", arms, arms.map((arm, place) => isSum(arm) ? armLooks.sumOfNine : looks[place]!));
}

/** The rows of the smallest batch. */
export function smallestBatch(rows: readonly Row[]): readonly Row[] {
  const least = Math.min(...rows.map(({ batch_size }) => Number(batch_size)));
  return rows.filter(({ batch_size }) => Number(batch_size) === least);
}
