import { type ChartSection, formatValue } from "../../mod.ts";
import { seedCount } from "../sections/arms.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { tooltips } from "../sections/tooltips.ts";
import { armChannels, armsOf, withArms } from "./arms.ts";
import { ends } from "./ends.ts";
import { panelPerRate } from "../sections/rate_panels.ts";
import { smallNumbers } from "../sections/small_numbers.ts";
import { countPicks, leastOf } from "../sections/per_network.ts";

const keys = ["network", "dataset", "learning_rate", "weight_decay", "arm", "descent"];

/** The norm at the end of the main arms, with and without weight decay: the second order of W10c. */
export const normByDecay: ChartSection = {
  kind: "chart",
  title: "The norm of the parameters at the end, with and without weight decay",
  takeaway({ means = [] }) {
    const settings = Map.groupBy(means, (row) => `${row.network} ${row.learning_rate} ${row.weight_decay}`);
    const least = [...settings.values()].flatMap((rows) => {
      const arm = leastOf(rows, "mean")?.arm;
      return arm === undefined ? [] : [String(arm)];
    });
    if (least.length === 0) return "";
    return `Of ${least.length} settings the mean norm is smallest for ${countPicks(least)}.`;
  },
  data: {
    // Only the arms that were walked at every weight decay of their network.
    seeds: `
      WITH ended AS (
        SELECT *, count(DISTINCT weight_decay) OVER (PARTITION BY network, dataset, learning_rate, descent) AS own,
          count(DISTINCT weight_decay) OVER (PARTITION BY network, dataset, learning_rate) AS all_of_them
        FROM (${ends})
      )
      SELECT network, dataset, learning_rate, weight_decay, family, descent, seed, parameter_norm, 1 AS count
      FROM ended WHERE own = all_of_them ORDER BY network, dataset, learning_rate, weight_decay, seed`,
  },
  derive(read) {
    const seeds = withArms(read.seeds ?? []);
    return { seeds, means: meansOverSeeds(seeds, { keys, value: "parameter_norm", count: "count" }) };
  },
  panels: ({ seeds = [] }) => panelPerRate(seeds),
  spec({ seeds = [] }) {
    const arms = armsOf(seeds);
    const { color, shape } = armChannels(arms);
    const xOffset = { field: "arm", type: "nominal", scale: { domain: arms } };
    const y = {
      type: "quantitative",
      title: "norm |θ|",
      scale: { zero: false, nice: true },
      axis: { tickCount: 5, domain: false },
    };
    return {
      width: "container",
      height: 210,
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
            y: { ...y, field: "parameter_norm" },
            tooltip: [...tooltips({ descent: "arm", seed: "seed" }), {
              field: "parameter_norm",
              title: "norm",
              format: ".4~g",
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
              title: "mean norm",
              format: ".4~g",
            }],
          },
        },
      ],
    };
  },
  caption: ({ seeds = [] }) =>
    `Ticks: seeds. Dots: mean with its 95 % interval. n = ${
      seedCount(seeds)
    }. The paper's noise is the released code's, 0.02 as the standard deviation. ` +
    "The axis does not begin at 0: differences between arms are small beside the norm that they began with.",
  description({ means = [] }) {
    return `Mean norm after the last step: ${
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
      ...meanColumns("norm", ""),
      { name: "seeds", label: "seeds", unit: "" },
    ],
  },
  empty: "No walk came to its end in this run.",
};
