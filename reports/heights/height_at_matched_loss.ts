import { type ChartSection, formatValue } from "../../mod.ts";
import { orderedLooks } from "../colours.ts";
import { lookChannels } from "../sections/look_channels.ts";
import { armsOf, seedCount, withArms } from "../sections/arms.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { heightAxis, kindControl, kindParameter, overAll, panelPerPart, seedMeans } from "./seed_heights.ts";
import { perNetwork } from "../sections/per_network.ts";

const keys = ["network", "dataset", "learning_rate", "batch_size", "arm", "quantity", "kind", "bin", "loss"];

/** Depth, and the paper's height beside it, against the loss that the step begins at: what W7l and W7li compare. */
export const heightAtMatchedLoss: ChartSection = {
  kind: "chart",
  title: "The depth at the same loss",
  takeaway: ({ means = [] }) =>
    perNetwork(overAll(means, "depth"), (rows) => {
      const arms = armsOf(rows);
      const [largest, smallest] = [arms[0], arms.at(-1)];
      const both = [...Map.groupBy(rows, ({ bin }) => Number(bin)).values()].flatMap((own) => {
        const [above, below] = [largest, smallest].map((arm) => own.find((row) => row.arm === arm)?.mean);
        return typeof above === "number" && typeof below === "number" ? [above > below] : [];
      });
      if (largest === smallest || both.length === 0) return "";
      return `the depth is greater at ${largest} than at ${smallest} in ${
        both.filter(Boolean).length
      } of the ${both.length} bins of loss that both pass`;
    }),
  data: {
    // The bins and the least number of steps are those of the claims at matched loss.
    seeds: seedMeans(["floor(4 * log2(loss_from)) AS bin", "2 ** ((floor(4 * log2(loss_from)) + 0.5) / 4) AS loss"], {
      where: "loss_from > 0 AND isfinite(loss_from)",
      least: 5,
    }),
  },
  derive(read) {
    const seeds = withArms(read.seeds ?? []);
    return { seeds, means: meansOverSeeds(seeds, { keys, value: "value", count: "counted" }) };
  },
  controls: [kindControl],
  panels: ({ seeds = [] }) => panelPerPart(seeds, ["depth", "height"]),
  spec({ seeds = [] }, { panel: { where } }) {
    const arms = armsOf(seeds);
    const x = {
      field: "loss",
      type: "quantitative",
      title: "loss at the step's start, nats",
      scale: { type: "log", nice: false, padding: 8 },
      axis: { format: ".3~g", tickCount: 5, grid: false },
    };
    const y = { ...heightAxis(seeds, where.quantity), scale: { type: "log", nice: false } };
    const { color, shape } = lookChannels("arm", arms, orderedLooks(arms.length));
    const chosen = { filter: "datum.kind === kind" };
    return {
      params: [kindParameter],
      width: "container",
      height: 250,
      encoding: { x, color },
      layer: [
        {
          data: { name: "seeds" },
          transform: [chosen],
          mark: { type: "point", filled: true, opacity: 0.35 },
          encoding: {
            y: { ...y, field: "value" },
            size: { field: "counted", type: "quantitative", scale: { range: [8, 120] } },
            tooltip: [
              { field: "arm", title: "arm" },
              { field: "seed", title: "seed" },
              { field: "loss", title: "loss about", format: ".3~g" },
              { field: "value", title: "mean", format: ".3~g" },
              { field: "counted", title: "steps" },
            ],
          },
        },
        {
          data: { name: "means" },
          transform: [chosen],
          mark: { type: "line", strokeWidth: 2 },
          encoding: { y: { ...y, field: "mean" } },
        },
        {
          data: { name: "means" },
          transform: [chosen],
          mark: { type: "point", filled: true, size: 45, opacity: 1 },
          encoding: { y: { ...y, field: "mean" }, shape },
        },
      ],
    };
  },
  caption: ({ seeds = [] }) =>
    `Dots: a seed's mean over its steps, of all measured epochs, that begin in a bin of the loss a quarter of an octave wide, larger for more ` +
    `steps; bins of fewer than 5, and a mean of 0, are left out. Line: mean over the seeds that have the bin. n = ${
      seedCount(seeds)
    }. ` +
    "A walk with a smaller learning rate is elsewhere in the same epoch; here it is compared where its loss is the same; the claims need 100 steps a seed in bins that both have.",
  description({ means = [] }) {
    return `Mean depth and height against the loss at the step's start, over all steps: ${
      means.filter(({ kind }) => kind === "all")
        .map(({ arm, quantity, loss, mean }) =>
          `${quantity} at ${arm}, loss ${formatValue(Number(loss))}: ${formatValue(Number(mean))}`
        )
        .join("; ")
    }.`;
  },
  table: {
    data: "means",
    columns: [
      { name: "network", label: "network" },
      { name: "dataset", label: "data set" },
      { name: "arm", label: "learning rate" },
      { name: "kind", label: "steps" },
      { name: "loss", label: "loss about (nats)", unit: "" },
      { name: "quantity", label: "quantity" },
      ...meanColumns("mean (nats)", ""),
      { name: "seeds", label: "seeds", unit: "" },
      { name: "observations", label: "steps", unit: "" },
    ],
  },
  empty: "No bin of the loss holds five steps of a walk in this run.",
};
