import { type ChartSection, formatValue, type Row } from "../../mod.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { tooltips } from "../sections/tooltips.ts";
import { armChannels, armsOf, seedsOfArms, withArms } from "./arms.ts";
import { ends, endsInOrder } from "./ends.ts";
import {
  axisOf,
  byPanel,
  logTicks,
  panelsByRate,
  type Quantity,
  trainingLoss,
  validationAccuracy,
} from "../sections/rate_panels.ts";

const quantities: readonly Quantity[] = [
  trainingLoss,
  validationAccuracy,
  { quantity: "sharpness", title: "sharpness", axis: "λmax", scale: "log", format: "~g", shown: ".3~g" },
];

const keys = ["network", "dataset", "learning_rate", "arm", "descent", "factor", "taken", "quantity"];

/** Loss, accuracy and sharpness at the end against the size of the noise, which puts both conventions on one axis. */
export const endsByNoise: ChartSection = {
  kind: "chart",
  title: "What the size of the noise does, and what its shape",
  takeaway({ means = [] }) {
    const losses = Map.groupBy(
      means.filter(({ quantity }) => quantity === "training_loss"),
      (row) => `${row.network} ${row.learning_rate}`,
    );
    const judged = [...losses.values()].flatMap((rows) => {
      const [sgd, matched] = ["SGD", "GD + isotropic, matched"].map((arm) => rows.find((row) => row.arm === arm)?.mean);
      return typeof sgd === "number" && typeof matched === "number" ? [matched < sgd] : [];
    });
    if (judged.length === 0) return "";
    return `Isotropic noise of the size of SGD's ends at a lower mean training loss than SGD at ${
      judged.filter(Boolean).length
    } of ${judged.length} networks and learning rates.`;
  },
  data: {
    ends: `SELECT * FROM (${ends}) WHERE weight_decay = (SELECT max(weight_decay) FROM cases WHERE run_id = $run)
      ${endsInOrder}`,
  },
  derive(read) {
    const seeds = withArms(read.ends ?? []).flatMap((row) =>
      quantities
        .filter(({ quantity, scale }) => isShown(row[quantity], scale))
        .map(({ quantity }): Row => ({
          ...pick(row, ["network", "dataset", "learning_rate", "arm", "descent", "factor", "seed", "noise_norm"]),
          taken: row.convention ?? "not of the paper",
          quantity,
          value: row[quantity] ?? null,
          count: 1,
        }))
    );
    const means = meansOverSeeds(seeds, { keys, value: "value", count: "count", beside: ["noise_norm"] })
      .toSorted(byPanel);
    const without = (rows: readonly Row[]) => rows.filter(({ noise_norm }) => noise_norm === null);
    return {
      // What is not drawn need not stand in the page.
      ends: [],
      means,
      gd: without(means),
      seeds: seeds.filter(({ noise_norm }) => noise_norm !== null),
      noisy: means.filter(({ noise_norm }) => noise_norm !== null),
    };
  },
  panels: ({ means = [] }) => panelsByRate(means, quantities),
  spec({ means = [], noisy = [] }, { panel: { where } }) {
    const drawn = quantities.find(({ quantity }) => quantity === where.quantity)!;
    const { color, shape } = armChannels(armsOf(means));
    const y = axisOf(drawn, means.map(({ mean }) => Number(mean)));
    const x = {
      field: "noise_norm",
      type: "quantitative",
      title: "norm of a step's noise",
      scale: { type: "log", nice: false, padding: 14 },
      axis: { ...logTicks(noisy.map(({ noise_norm }) => Number(noise_norm))), grid: false },
    };
    const name = tooltips({ descent: "arm" });
    return {
      width: "container",
      height: 190,
      layer: [
        {
          data: { name: "gd" },
          mark: { type: "rule", strokeDash: [5, 3], strokeWidth: 1.5 },
          encoding: {
            y: { ...y, field: "mean" },
            color,
            tooltip: [...name, { field: "mean", title: drawn.axis, format: drawn.shown }],
          },
        },
        {
          data: { name: "seeds" },
          mark: { type: "point", filled: true, size: 14, opacity: 0.5 },
          encoding: { x, y: { ...y, field: "value" }, color },
        },
        {
          data: { name: "noisy" },
          transform: [{ filter: drawn.scale === "log" ? "datum.lower > 0" : "isValid(datum.lower)" }],
          mark: { type: "rule", strokeWidth: 1.5 },
          encoding: { x, y: { ...y, field: "lower" }, y2: { field: "upper" }, color },
        },
        {
          data: { name: "noisy" },
          transform: [{ calculate: "datum.taken === 'variance' ? 0 : 1", as: "filled" }],
          mark: { type: "point", filled: true, size: 75, opacity: 1, strokeWidth: 1.5 },
          encoding: {
            x,
            y: { ...y, field: "mean" },
            color,
            stroke: color,
            fillOpacity: { field: "filled", type: "quantitative", scale: null },
            shape,
            tooltip: [
              ...name,
              ...tooltips({ seeds: "seeds" }),
              { field: "noise_norm", title: "noise", format: ".3~g" },
              { field: "mean", title: drawn.axis, format: drawn.shown },
            ],
          },
        },
      ],
    };
  },
  caption: ({ seeds = [] }) =>
    `Each arm after its last step, against the root-mean-square norm of the noise that its steps add to the gradient; SGD at the norm of its ` +
    `mini-batches' own noise, GD as the dashed line. Filled: the paper's factor taken as the standard deviation, hollow: as the variance; both are the ` +
    `same kind of noise at another size. Small dots: seeds; bars: 95 % intervals of the mean. n = ${
      seedsOfArms(seeds)
    }. Arms above each other have noise of ` +
    `one size and differ in its shape. At the largest weight decay of the run; walks that diverged are not shown.`,
  description({ means = [] }) {
    return `${means[0]?.quantity ?? ""} after the last step: ${
      means.map(({ descent, mean }) => `${descent}: ${formatValue(Number(mean))}`).join("; ")
    }.`;
  },
  table: {
    data: "means",
    columns: [
      { name: "network", label: "network" },
      { name: "dataset", label: "data set" },
      { name: "learning_rate", label: "learning rate η", unit: "" },
      { name: "descent", label: "arm" },
      { name: "noise_norm", label: "norm of the noise", unit: "" },
      { name: "quantity", label: "quantity" },
      ...meanColumns("mean", ""),
      { name: "seeds", label: "seeds", unit: "" },
    ],
  },
  empty: "No walk came to its end in this run.",
};

function isShown(value: Row[string] | undefined, scale: Quantity["scale"]): boolean {
  return typeof value === "number" && Number.isFinite(value) && (scale === "linear" || value > 0);
}

function pick(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}
