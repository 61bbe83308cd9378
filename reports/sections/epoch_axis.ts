import type { Data, Spec } from "../../mod.ts";

/** Epochs side by side, in order: those of the seeds and of the paper, which may have more. */
export function epochAxis({ seeds = [], paper = [] }: Data): Spec {
  return {
    field: "epoch",
    type: "ordinal",
    title: "epoch",
    sort: [...new Set([...seeds, ...paper].map(({ epoch }) => Number(epoch)))].sort((a, b) => a - b),
    axis: { labelAngle: 0, tickSize: 0, offset: 8, grid: false, domain: false },
  };
}
