/** How the charts of this page draw batch sizes along x and learning rates beside each other. */

import type { Row, Spec } from "../../mod.ts";
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

/** Colour and shape of learning rates in a network's panel. */
export function rateLook(arms: readonly string[], colour: string): { readonly color: Spec; readonly shape: Spec } {
  const look = (range: readonly string[]) => ({
    field: "arm",
    title: null,
    scale: { domain: arms, range: range.slice(0, arms.length) },
    // In one row the legend would be wider than a phone.
    legend: { columns: 2 },
  });
  return {
    color: look([colour, "var(--ink)", "var(--muted)", "var(--series-4)", "var(--series-5)", "var(--series-6)"]),
    shape: look(["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]),
  };
}
