import { type ChartSection, formatValue, type Row } from "../../mod.ts";
import { panelPerNetwork, seedCount } from "../sections/arms.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { tooltips } from "../sections/tooltips.ts";
import { batchAxis, beside, meanMarks, rateChannels, smallestBatch } from "./batches.ts";
import { batchName, ratesOf, walks, withRates } from "./walks.ts";
import { perNetwork, rangeOf } from "../sections/per_network.ts";

const keys = ["network", "dataset", "learning_rate", "descent", "arm", "batch_size", "whole"];

/** W2, W3 and W8 at a glance: the late cosine of each batch size and learning rate. */
export const cosineByBatch: ChartSection = {
  kind: "chart",
  title: "Which way consecutive gradients point, by batch size and learning rate",
  takeaway: ({ means = [] }) =>
    perNetwork(means.filter(({ descent }) => descent === "SGD"), (rows) => {
      const [small, whole] = [smallestBatch(rows), rows.filter((row) => row.whole)];
      if (small.length === 0 || whole.length === 0) return "";
      const cosines = (part: readonly Row[]) => rangeOf(part.map(({ mean }) => Number(mean)), "");
      return `mean cosine ${cosines(small)} at batch ${small[0]!.batch_size}, ${cosines(whole)} with the full batch`;
    }),
  data: {
    seeds: `
      SELECT network, dataset, learning_rate, descent, batch_size, whole, seed, cosine, late_steps
      FROM (${walks}) WHERE cosine IS NOT NULL`,
  },
  derive(read) {
    const seeds = beside(withRates(read.seeds ?? []));
    const means = meansOverSeeds(seeds, { keys, value: "cosine", count: "late_steps" });
    return {
      seeds,
      means: beside(means).map((row): Row => ({
        ...row,
        batch: batchName(row),
        // No cosine lies beyond, whatever the interval of few seeds says.
        shown_lower: row.lower === null ? null : Math.max(-1, Number(row.lower)),
        shown_upper: row.upper === null ? null : Math.min(1, Number(row.upper)),
      })),
    };
  },
  panels: ({ seeds = [] }) => [panelPerNetwork(seeds)],
  spec({ seeds = [] }, { all }) {
    const x = batchAxis(seeds);
    const y = {
      type: "quantitative",
      title: "cosine of consecutive gradients",
      scale: { domain: [-1, 1] },
      axis: { tickCount: 5, domain: false, format: "~g" },
    };
    const { color, shape } = rateChannels(ratesOf(all.seeds ?? []));
    return {
      width: "container",
      height: 260,
      encoding: { x, color },
      layer: [
        {
          data: { values: [{ cosine: 0 }] },
          mark: { type: "rule", color: "var(--line)" },
          encoding: {
            x: { value: 0 },
            x2: { value: "width" },
            y: { ...y, field: "cosine" },
            color: { value: "var(--line)" },
          },
        },
        {
          data: { name: "seeds" },
          mark: { type: "tick", orient: "horizontal", thickness: 1.5, width: 10, opacity: 0.5 },
          encoding: {
            y: { ...y, field: "cosine" },
            tooltip: [...tooltips({ arm: "arm", batch_size: "batch", seed: "seed" }), {
              field: "cosine",
              title: "cosine",
              format: ".3f",
            }],
          },
        },
        {
          data: { name: "means" },
          transform: [{ filter: "isValid(datum.shown_lower)" }],
          mark: { type: "rule", strokeWidth: 1.5 },
          encoding: { y: { ...y, field: "shown_lower" }, y2: { field: "shown_upper" } },
        },
        ...meanMarks({
          y,
          shape,
          tooltip: [
            ...tooltips({ arm: "arm", batch: "batch", seeds: "seeds" }),
            { field: "mean", title: "mean", format: ".3f" },
            { field: "lower", title: "from", format: ".3f" },
            { field: "upper", title: "to", format: ".3f" },
          ],
        }),
      ],
    };
  },
  caption({ seeds = [] }) {
    return `Mean cosine of gradients g(t − 1) and g(t) over the steps t = 20 to 39, counted from 0: +1 creeps down a slope, −1 bounces from wall to wall. ` +
      `Ticks: seeds. Marks: mean over seeds with its 95 % interval. n = ${
        seedCount(seeds)
      }. The batch of all samples is full-batch GD; “sum of nine” is the released ` +
      "code's, whose gradient is nine times as long. Learning rates stand a little beside each other. A batch is differentiated in sub-batches, so that batch " +
      "normalisation sees no more samples in a large one than in a sub-batch.";
  },
  description({ means = [] }) {
    return `Mean cosine of consecutive gradients in steps 20 to 39: ${
      means.map(({ arm, batch, mean }) => `${arm}, batch ${batch}: ${formatValue(Number(mean))}`).join("; ")
    }.`;
  },
  table: {
    data: "means",
    columns: [
      { name: "network", label: "network" },
      { name: "dataset", label: "data set" },
      { name: "learning_rate", label: "learning rate η", unit: "" },
      { name: "batch", label: "batch" },
      ...meanColumns("cosine", ""),
      { name: "seeds", label: "seeds", unit: "" },
      { name: "observations", label: "steps", unit: "" },
    ],
  },
  empty: "No walk came to its late steps in this run.",
};
