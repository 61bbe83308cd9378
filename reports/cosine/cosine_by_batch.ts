import { type ChartSection, formatValue, type Row } from "../../mod.ts";
import { seedCount } from "../sections/arms.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { perNetwork, rangeOf } from "../sections/per_network.ts";
import { tooltips } from "../sections/tooltips.ts";
import { batchAxis, beside, meanMarks, rateChannels, smallestBatch } from "./batches.ts";
import { batchName, correlationWithinEpoch, walks, withRates } from "./walks.ts";
import { byWindow, overshooting, panelsByWindow } from "./windows.ts";

const keys = [
  "window",
  "network",
  "dataset",
  "learning_rate",
  "descent",
  "replaced",
  "arm",
  "batch_size",
  "train_samples",
  "whole",
];

const windows = [
  { window: overshooting, columns: { value: "cosine", count: "cosine_steps" } },
  { window: "steps 20 to 39", columns: { value: "late_cosine", count: "late_steps" } },
];

/** W2, W3 and W8 at a glance: the mean cosine of each batch size and learning rate, of batches of one epoch's order and with replacement. */
export const cosineByBatch: ChartSection = {
  kind: "chart",
  title: "Which way consecutive gradients point, by batch size and learning rate",
  takeaway({ means = [] }) {
    const judged = means.filter(({ window, descent, replaced }) =>
      window === overshooting && descent === "SGD" && !replaced
    );
    const told = perNetwork(judged, (rows) => {
      const [small, whole] = [smallestBatch(rows), rows.filter((row) => row.whole)];
      if (small.length === 0 || whole.length === 0) return "";
      const cosines = (part: readonly Row[]) => rangeOf(part.map(({ mean }) => Number(mean)), "");
      return `mean cosine ${cosines(small)} at batch ${small[0]!.batch_size}, ${cosines(whole)} with the full batch`;
    });
    return told === "" ? "" : `Where GD overshoots, ${told}`;
  },
  data: {
    seeds: `
      SELECT network, dataset, learning_rate, descent, replaced, batch_size, train_samples, whole, seed,
        cosine, cosine_steps, late_cosine, late_steps
      FROM (${walks})`,
  },
  derive(read) {
    const seeds = beside(withRates(byWindow(read.seeds ?? [], windows)));
    const means = meansOverSeeds(seeds, { keys, value: "value", count: "count" });
    return {
      seeds,
      means: beside(means).map((row): Row => ({
        ...row,
        batch: batchName(row),
        correlation: correlationWithinEpoch(row),
        // No cosine lies beyond, whatever the interval of few seeds says.
        shown_lower: row.lower === null ? null : Math.max(-1, Number(row.lower)),
        shown_upper: row.upper === null ? null : Math.min(1, Number(row.upper)),
      })),
    };
  },
  panels: ({ seeds = [] }) => panelsByWindow(seeds, windows),
  spec({ seeds = [] }, { all }) {
    const x = batchAxis(seeds, { correlated: true });
    const y = {
      type: "quantitative",
      title: "cosine of consecutive gradients",
      scale: { domain: [-1, 1] },
      axis: { tickCount: 5, domain: false, format: "~g" },
    };
    const { color, shape } = rateChannels(all.seeds ?? []);
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
            y: { ...y, field: "value" },
            tooltip: [...tooltips({ arm: "arm", batch_size: "batch", seed: "seed", count: "steps" }), {
              field: "value",
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
            { field: "correlation", title: "−B / (N − B)", format: ".3f" },
          ],
        }),
      ],
    };
  },
  caption({ seeds = [] }) {
    return `Mean cosine of gradients g(t − 1) and g(t): +1 creeps down a slope, −1 bounces from wall to wall. First over the steps at which GD overshoots, where ` +
      `on GD's walk with the same seed and learning rate η λmax was above 1 at the latest look: those that W2, W3 and W8a are judged at. Then over the steps t = 20 to 39, counted from 0, ` +
      `which W8b is about. Ticks: seeds. Marks: mean over seeds with its 95 % interval. n = ${
        seedCount(seeds)
      }. The batch of all samples is full-batch GD; “sum of nine” is the released code's, whose gradient is nine times as long. Learning rates stand a little beside each other. ` +
      "Dashed: batches drawn with replacement. Two batches of one epoch have no sample in common, so that their noises correlate by −B / (N − B), which stands below each batch size: " +
      "that much of a cosine says nothing of valleys, and with replacement there is none of it. A batch is differentiated in sub-batches, so that batch " +
      "normalisation sees no more samples in a large one than in a sub-batch.";
  },
  description({ means = [] }) {
    return `Mean cosine of consecutive gradients ${means[0]?.window ?? ""}: ${
      means.map(({ arm, batch, mean }) => `${arm}, batch ${batch}: ${formatValue(Number(mean))}`).join("; ")
    }.`;
  },
  table: {
    data: "means",
    columns: [
      { name: "window", label: "steps" },
      { name: "network", label: "network" },
      { name: "learning_rate", label: "learning rate η", unit: "" },
      { name: "batch", label: "batch" },
      ...meanColumns("cosine", ""),
      { name: "correlation", label: "−B / (N − B)", unit: "" },
      { name: "seeds", label: "seeds", unit: "" },
      { name: "observations", label: "number of steps", unit: "" },
    ],
  },
  empty: "No walk made a step at which GD overshoots, or came to its late steps, in this run.",
};
