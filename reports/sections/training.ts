import { type ChartSection, formatValue } from "../../mod.ts";
import { networkColour } from "../colours.ts";
import { armsOf, panelPerNetwork, seedCount, withArms } from "./arms.ts";
import { meanColumns, meansOverSeeds } from "./means.ts";
import { perNetwork } from "./per_network.ts";

const quantities = [
  { quantity: "train_loss", title: "training loss", axis: "mean mini-batch loss, nats", format: "~g" },
  { quantity: "validation_accuracy", title: "validation accuracy", axis: "validation accuracy, %", format: ".0%" },
];

/** How the walks trained: the loss and the validation accuracy of each epoch. */
export const training: ChartSection = {
  kind: "chart",
  title: "How the walks trained",
  takeaway: ({ means = [] }) =>
    perNetwork(means.filter(({ quantity }) => quantity === "validation_accuracy"), (rows) => {
      const last = Math.max(...rows.map(({ epoch }) => Number(epoch)));
      const ends = rows.filter(({ epoch }) => epoch === last)
        .map(({ arm, mean }) => `${formatValue(Number(mean), "share")} at ${arm}`);
      return `validation accuracy ${ends.join(", ")} after epoch ${last}`;
    }),
  data: {
    seeds: `
      UNPIVOT (
        SELECT network, dataset, learning_rate, batch_size, seed, epoch, train_loss, validation_accuracy
        FROM epochs JOIN cases USING (run_id, case_id) WHERE run_id = $run AND status <> 'diverged'
      ) ON train_loss, validation_accuracy INTO NAME quantity VALUE value
      ORDER BY network, dataset, learning_rate DESC, batch_size, quantity, seed, epoch`,
  },
  derive(read) {
    const seeds = withArms(read.seeds ?? []);
    const keys = ["network", "dataset", "learning_rate", "batch_size", "arm", "quantity", "epoch"];
    return {
      seeds,
      means: meansOverSeeds(seeds.map((row) => ({ ...row, count: 1 })), { keys, value: "value", count: "count" }),
    };
  },
  scale: { label: "loss", value: "linear" },
  panels: ({ seeds = [] }) =>
    panelPerNetwork(seeds).map(({ title, where }) =>
      quantities.map(({ quantity, title: what }) => ({ title: `${title}: ${what}`, where: { ...where, quantity } }))
    ),
  spec({ seeds = [] }, { panel: { where }, scale }) {
    const { axis, format } = quantities.find(({ quantity }) => quantity === where.quantity)!;
    const arms = armsOf(seeds);
    const share = where.quantity === "validation_accuracy";
    const dash = {
      field: "arm",
      scale: { domain: arms, range: [[1, 0], [5, 3], [2, 2], [8, 2, 2, 2]].slice(0, arms.length) },
    };
    const tooltip = [
      { field: "arm", title: "arm" },
      { field: "epoch", title: "epoch" },
      { field: "value", title: axis, format: share ? ".1%" : ".3~g" },
      { field: "seed", title: "seed" },
    ];
    const color = networkColour(String(where.network));
    return {
      width: "container",
      height: 210,
      encoding: {
        x: {
          field: "epoch",
          type: "quantitative",
          title: "epoch",
          axis: { tickMinStep: 1, tickCount: 6, grid: false },
        },
        y: {
          type: "quantitative",
          title: axis,
          scale: !share && scale === "log" ? { type: "log" } : { zero: !share, nice: true },
          axis: { format, tickCount: 5, domain: false },
        },
      },
      layer: [
        {
          data: { name: "seeds" },
          mark: { type: "line", color, strokeWidth: 1, opacity: 0.35 },
          encoding: { y: { field: "value", type: "quantitative" }, strokeDash: dash, detail: { field: "seed" } },
        },
        {
          data: { name: "seeds" },
          mark: { type: "point", filled: true, color, size: 12, opacity: 0.5 },
          encoding: { y: { field: "value", type: "quantitative" }, tooltip },
        },
        {
          data: { name: "means" },
          mark: { type: "line", color, strokeWidth: 2.25 },
          encoding: { y: { field: "mean", type: "quantitative" }, strokeDash: dash },
        },
      ],
    };
  },
  caption: ({ seeds = [] }) =>
    `Thin: a seed each. Thick: their mean. n = ${
      seedCount(seeds)
    } for each learning rate. Training loss is the mean over the epoch's mini-batches; accuracy is on the validation split with running statistics.`,
  description({ means = [] }) {
    const last = new Map(means.map((row) => [row.arm, row]));
    return `Training loss and validation accuracy by epoch. At the end: ${
      [...last].map(([name, { mean, epoch }]) => `${name}: ${Number(mean).toPrecision(3)} after epoch ${epoch}`).join(
        "; ",
      )
    }.`;
  },
  table: {
    data: "means",
    columns: [
      { name: "network", label: "network" },
      { name: "dataset", label: "data set" },
      { name: "arm", label: "learning rate" },
      { name: "quantity", label: "quantity" },
      { name: "epoch", label: "epoch", unit: "" },
      ...meanColumns("mean", ""),
      { name: "seeds", label: "seeds", unit: "" },
    ],
  },
  empty: "No epoch came to its end in this run.",
};
