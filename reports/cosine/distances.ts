import { type ChartSection, formatValue, type Row } from "../../mod.ts";
import { logTicks } from "../sections/rate_panels.ts";
import { seedCount } from "../sections/arms.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { tooltips } from "../sections/tooltips.ts";
import { batchAxis, beside, meanMarks, rateChannels, smallestBatch } from "./batches.ts";
import { batchName, walks, withRates } from "./walks.ts";
import { byWindow, overshooting, panelsByWindow } from "./windows.ts";
import { perNetwork, rangeOf } from "../sections/per_network.ts";

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
  { window: overshooting, columns: { value: "distance", count: "distance_steps", alone: "alone" } },
  { window: "after the last step", columns: { value: "last_distance", alone: "last_alone" } },
];

/** W4: the distance by batch size, beside a random walk of the mini-batches' noise alone. */
export const distances: ChartSection = {
  kind: "chart",
  title: "How far the walks move, and how far their noise alone would take them",
  takeaway({ means = [] }) {
    const judged = means.filter(({ window, descent, whole, replaced }) =>
      window === overshooting && descent === "SGD" && !whole && !replaced
    );
    const told = perNetwork(judged, (rows) => {
      const ratios = smallestBatch(rows).filter(({ ratio }) => typeof ratio === "number");
      if (ratios.length === 0) return "";
      return `SGD of batch ${ratios[0]!.batch_size} is ${
        rangeOf(ratios.map(({ ratio }) => Number(ratio)), "")
      } times as far as GD`;
    });
    return told === "" ? "" : `Where GD overshoots, ${told}`;
  },
  data: {
    seeds: `
      SELECT network, dataset, learning_rate, descent, replaced, batch_size, train_samples, whole, seed,
        distance, distance_steps, alone, last_distance, last_alone
      FROM (${walks})`,
  },
  derive(read) {
    const walked = withRates(byWindow(read.seeds ?? [], windows).map((row) => ({ count: 1, ...row })));
    const seeds = beside(walked.map((row) => ({ ...row, ...besideGd(row, walked) })));
    const means = meansOverSeeds(seeds, {
      keys,
      value: "value",
      count: "count",
      beside: ["alone", "log2_ratio", "expected"],
    });
    return {
      seeds,
      means: beside(means).map((row): Row => ({
        ...row,
        batch: batchName(row),
        ratio: typeof row.log2_ratio === "number" ? 2 ** row.log2_ratio : null,
      })),
    };
  },
  panels: ({ seeds = [] }) => panelsByWindow(seeds, windows),
  spec({ seeds = [], means = [] }, { all }) {
    const x = batchAxis(seeds);
    const { color, shape } = rateChannels(all.seeds ?? []);
    const shown = [...seeds.map(({ value }) => value), ...means.map(({ alone }) => alone)]
      .filter((value) => typeof value === "number" && value > 0).map(Number);
    const y = {
      type: "quantitative",
      title: "distance from θ₀",
      scale: { type: "log", domain: [0.8 * Math.min(...shown), 1.25 * Math.max(...shown)], nice: false },
      axis: { ...logTicks(shown), domain: false },
    };
    return {
      width: "container",
      height: 260,
      encoding: { x, color },
      layer: [
        {
          data: { name: "means" },
          transform: [{ filter: "isValid(datum.alone) && !datum.replaced" }],
          mark: { type: "line", strokeDash: [1.5, 2.5], strokeWidth: 1.25, point: { filled: false, size: 22 } },
          encoding: {
            y: { ...y, field: "alone" },
            tooltip: [...tooltips({ arm: "arm", batch: "batch" }), {
              field: "alone",
              title: "noise alone",
              format: ".3~g",
            }],
          },
        },
        {
          data: { name: "seeds" },
          mark: { type: "tick", orient: "horizontal", thickness: 1.5, width: 10, opacity: 0.5 },
          encoding: { y: { ...y, field: "value" } },
        },
        ...meanMarks({
          y,
          shape,
          tooltip: [
            ...tooltips({ arm: "arm", batch: "batch", seeds: "seeds" }),
            { field: "mean", title: "distance", format: ".3~g" },
            { field: "alone", title: "noise alone", format: ".3~g" },
            { field: "ratio", title: "times GD's", format: ".3~g" },
          ],
        }),
      ],
    };
  },
  caption: ({ seeds = [] }) =>
    `Distance from the start, logarithmic axes: its mean over the steps at which GD with the same seed and learning rate overshoots, which W4 is about, and that after the last step. ` +
    `Ticks: seeds. Marks: their mean. n = ${
      seedCount(seeds)
    }. Dashed: batches drawn with replacement. Dotted, open: η √(t V), how far t steps of the ` +
    "mini-batch gradients' noise alone would come, V the trace of their covariance along the walk, mean of steps 0 and 20, where it was measured. It takes steps as independent, which " +
    "they are not without replacement: mini-batches of one epoch have no sample in common, so that their noise nearly cancels over an epoch where the gradient changes little. " +
    "The table sets each distance beside GD's by the mean over seeds of the log2 of their ratio, which W4 is judged by, and beside what GD's and the noise alone would make together, √(d² + η² t V) over d.",
  description({ means = [] }) {
    return `Distance ${means[0]?.window ?? ""}: ${
      means.map(({ arm, batch, mean, alone }) =>
        `${arm}, batch ${batch}: ${formatValue(Number(mean))}${
          alone === null ? "" : `, its noise alone ${formatValue(Number(alone))}`
        }`
      ).join("; ")
    }.`;
  },
  table: {
    data: "means",
    columns: [
      { name: "window", label: "steps" },
      { name: "network", label: "network" },
      { name: "learning_rate", label: "learning rate η", unit: "" },
      { name: "batch", label: "batch" },
      ...meanColumns("distance", ""),
      { name: "alone", label: "noise alone", unit: "" },
      { name: "log2_ratio", label: "log2 over GD's", unit: "" },
      { name: "ratio", label: "times GD's", unit: "" },
      { name: "expected", label: "of GD and noise alone", unit: "" },
      { name: "seeds", label: "seeds", unit: "" },
    ],
  },
  empty: "No walk came to its end in this run.",
};

/** A walk's distance over that of GD with the same seed and learning rate, and what its noise alone would make of that. */
function besideGd(row: Row, walked: readonly Row[]): Row {
  const gd = walked.find((other) =>
    other.whole && other.descent === "SGD" &&
    ["window", "network", "dataset", "learning_rate", "seed"].every((name) => other[name] === row[name])
  );
  if (gd === undefined || row.whole) return { log2_ratio: null, expected: null };
  const [distance, alone, own] = [gd.value, row.alone, row.value].map(Number) as [number, number, number];
  return {
    log2_ratio: Math.log2(own / distance),
    expected: row.alone === null ? null : Math.hypot(distance, alone) / distance,
  };
}
