import { type ChartSection, formatValue, type Row } from "../../mod.ts";
import { logTicks } from "../sections/rate_panels.ts";
import { panelPerNetwork, seedCount } from "../sections/arms.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { tooltips } from "../sections/tooltips.ts";
import { batchAxis, beside, meanMarks, rateChannels, smallestBatch } from "./batches.ts";
import { batchName, ratesOf, walks, withRates } from "./walks.ts";
import { perNetwork, rangeOf } from "../sections/per_network.ts";

const keys = ["network", "dataset", "learning_rate", "descent", "arm", "batch_size", "whole"];

/** W4: the distance after as many steps by batch size, beside a random walk of the mini-batches' noise alone. */
export const distances: ChartSection = {
  kind: "chart",
  title: "How far the walks come, and how far their noise alone would take them",
  takeaway: ({ means = [] }) =>
    perNetwork(means.filter(({ descent, whole }) => descent === "SGD" && !whole), (rows) => {
      const ratios = smallestBatch(rows).filter(({ ratio }) => typeof ratio === "number");
      if (ratios.length === 0) return "";
      return `SGD of batch ${ratios[0]!.batch_size} comes ${
        rangeOf(ratios.map(({ ratio }) => Number(ratio)), "")
      } times as far as GD`;
    }),
  data: {
    seeds: `
      SELECT network, dataset, learning_rate, descent, batch_size, whole, seed, distance, alone
      FROM (${walks}) WHERE distance > 0`,
  },
  derive(read) {
    const walked = withRates(read.seeds ?? []);
    const seeds = beside(walked.map((row) => ({ ...row, count: 1, ...besideGd(row, walked) })));
    const means = meansOverSeeds(seeds, {
      keys,
      value: "distance",
      count: "count",
      beside: ["alone", "ratio", "expected"],
    });
    return { seeds, means: beside(means).map((row): Row => ({ ...row, batch: batchName(row) })) };
  },
  panels: ({ seeds = [] }) => [panelPerNetwork(seeds)],
  spec({ seeds = [], means = [] }, { all }) {
    const x = batchAxis(seeds);
    const { color, shape } = rateChannels(ratesOf(all.seeds ?? []));
    const shown = [...seeds.map(({ distance }) => distance), ...means.map(({ alone }) => alone)]
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
          transform: [{ filter: "isValid(datum.alone)" }],
          mark: { type: "line", strokeDash: [4, 3], strokeWidth: 1.25, point: { filled: false, size: 22 } },
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
          encoding: { y: { ...y, field: "distance" } },
        },
        ...meanMarks({
          y,
          shape,
          tooltip: [
            ...tooltips({ arm: "arm", batch: "batch", seeds: "seeds" }),
            { field: "mean", title: "distance", format: ".3~g" },
            { field: "alone", title: "noise alone", format: ".3~g" },
            { field: "ratio", title: "over GD's", format: ".3~g" },
          ],
        }),
      ],
    };
  },
  caption: ({ seeds = [] }) =>
    `Distance after the last step, logarithmic axes. Ticks: seeds. Marks: their mean. n = ${
      seedCount(seeds)
    }. Dashed, open: η √(T V), how far T steps of the ` +
    "mini-batch gradients' noise alone would come, V the trace of their covariance along the walk, mean of steps 0 and 20. It takes steps as independent, which " +
    "they are not: mini-batches of one epoch have no sample in common, so that their noise nearly cancels over an epoch where the gradient changes little. " +
    "The table sets each distance beside GD's, and beside what GD's and the noise alone would make together, √(d² + η² T V) over d.",
  description({ means = [] }) {
    return `Distance after the last step: ${
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
      { name: "network", label: "network" },
      { name: "learning_rate", label: "learning rate η", unit: "" },
      { name: "batch", label: "batch" },
      ...meanColumns("distance", ""),
      { name: "alone", label: "noise alone", unit: "" },
      { name: "ratio", label: "over GD's", unit: "" },
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
    ["network", "dataset", "learning_rate", "seed"].every((name) => other[name] === row[name])
  );
  if (gd === undefined || row.whole) return { ratio: null, expected: null };
  const [distance, alone, own] = [gd.distance, row.alone, row.distance].map(Number) as [number, number, number];
  return { ratio: own / distance, expected: row.alone === null ? null : Math.hypot(distance, alone) / distance };
}
