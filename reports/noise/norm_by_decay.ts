import { type ChartSection, formatValue, type Row } from "../../mod.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { countPicks, leastOf } from "../sections/per_network.ts";
import { axisOf, panelsByRate, type Quantity } from "../sections/rate_panels.ts";
import { rounded } from "../sections/rounded.ts";
import { smallNumbers } from "../sections/small_numbers.ts";
import { tooltips } from "../sections/tooltips.ts";
import { armChannels, armsOf, seedsOfArms, withArms } from "./arms.ts";
import { ends } from "./ends.ts";

const quantities: readonly Quantity[] = [
  {
    quantity: "norm_without_gamma",
    title: "norm without γ",
    axis: "|θ| without γ",
    scale: "linear",
    format: "~g",
    shown: ".4~g",
  },
  { quantity: "norm_gamma", title: "norm of γ", axis: "|γ|", scale: "linear", format: "~g", shown: ".4~g" },
  {
    quantity: "effective_rate",
    title: "effective rate",
    axis: "η / |w|²",
    scale: "linear",
    format: "~g",
    shown: ".4~g",
  },
];

const keys = ["network", "dataset", "learning_rate", "weight_decay", "arm", "descent", "quantity"];

/** The norms at the end of the main arms, with and without weight decay: the second order of W10c, gamma apart. */
export const normByDecay: ChartSection = {
  kind: "chart",
  title: "The norms at the end, with and without weight decay",
  takeaway({ means = [] }) {
    const norms = means.filter(({ quantity }) => quantity === "norm_without_gamma");
    const settings = Map.groupBy(norms, (row) => `${row.network} ${row.learning_rate} ${row.weight_decay}`);
    const least = [...settings.values()].flatMap((rows) => {
      const arm = leastOf(rows, "mean")?.arm;
      return arm === undefined ? [] : [String(arm)];
    });
    if (least.length === 0) return "";
    return `Of ${least.length} settings the mean norm without γ is smallest for ${countPicks(least)}.`;
  },
  data: {
    // Only the arms that were walked at every weight decay of their network.
    seeds: `
      WITH ended AS (
        SELECT *, count(DISTINCT weight_decay) OVER (PARTITION BY network, dataset, descent) AS own,
          count(DISTINCT weight_decay) OVER (PARTITION BY network, dataset) AS all_of_them
        FROM (${ends})
      )
      UNPIVOT (
        SELECT network, dataset, learning_rate, weight_decay, family, descent, seed, norm_without_gamma, norm_gamma, effective_rate
        FROM ended WHERE own = all_of_them
      ) ON norm_without_gamma, norm_gamma, effective_rate INTO NAME quantity VALUE value
      ORDER BY network, dataset, learning_rate, weight_decay, seed`,
  },
  derive(read) {
    const seeds = withArms(read.seeds ?? []).map((row): Row => ({ ...row, count: 1 }));
    const means = meansOverSeeds(seeds, { keys, value: "value", count: "count" });
    return { seeds: seeds.map(rounded), means };
  },
  panels: ({ seeds = [] }) => panelsByRate(seeds, quantities),
  spec({ seeds = [] }, { panel: { where } }) {
    const drawn = quantities.find(({ quantity }) => quantity === where.quantity)!;
    const arms = armsOf(seeds);
    const { color, shape } = armChannels(arms);
    const xOffset = { field: "arm", type: "nominal", scale: { domain: arms } };
    const axis = axisOf(drawn, []);
    const y = { ...axis, axis: { tickCount: 4, domain: false, labelExpr: smallNumbers } };
    return {
      width: "container",
      height: 190,
      encoding: {
        x: {
          field: "weight_decay",
          type: "ordinal",
          title: "weight decay",
          axis: { labelAngle: 0, tickSize: 0, offset: 8, grid: false, domain: false, labelExpr: smallNumbers },
        },
        xOffset,
        color,
      },
      layer: [
        {
          data: { name: "seeds" },
          mark: { type: "tick", thickness: 1.5, width: 10, opacity: 0.5 },
          encoding: {
            y: { ...y, field: "value" },
            tooltip: [...tooltips({ descent: "arm", seed: "seed" }), {
              field: "value",
              title: drawn.title,
              format: drawn.shown,
            }],
          },
        },
        {
          data: { name: "means" },
          transform: [{ filter: "isValid(datum.lower)" }],
          mark: { type: "rule", strokeWidth: 1.5 },
          encoding: { y: { ...y, field: "lower" }, y2: { field: "upper" } },
        },
        {
          data: { name: "means" },
          mark: { type: "point", filled: true, size: 70, opacity: 1 },
          encoding: {
            y: { ...y, field: "mean" },
            shape,
            tooltip: [...tooltips({ descent: "arm", seeds: "seeds" }), {
              field: "mean",
              title: `mean ${drawn.title}`,
              format: drawn.shown,
            }],
          },
        },
      ],
    };
  },
  caption: ({ seeds = [] }) =>
    `After the last step. γ: the scales of batch normalisation, which begin at 1 each and make up much of the whole norm; η / |w|²: the rate at which a step turns the weights w that ` +
    `a batch normalisation follows, whose length has no effect. Ticks: seeds. Dots: mean with its 95 % interval. n = ${
      seedsOfArms(seeds)
    }. The paper's noise is the released code's, 0.02 as the standard deviation. ` +
    "The axes do not begin at 0: differences between arms are small beside the norm that they began with.",
  description({ means = [] }) {
    return `Mean after the last step, ${means[0]?.quantity ?? ""}: ${
      means.map(({ descent, weight_decay, mean }) =>
        `${descent}, weight decay ${weight_decay}: ${formatValue(Number(mean))}`
      ).join("; ")
    }.`;
  },
  table: {
    data: "means",
    columns: [
      { name: "network", label: "network" },
      { name: "dataset", label: "data set" },
      { name: "learning_rate", label: "learning rate η", unit: "" },
      { name: "weight_decay", label: "weight decay", unit: "" },
      { name: "descent", label: "arm" },
      { name: "quantity", label: "quantity" },
      ...meanColumns("mean", ""),
      { name: "seeds", label: "seeds", unit: "" },
    ],
  },
  empty: "No walk came to its end in this run.",
};
