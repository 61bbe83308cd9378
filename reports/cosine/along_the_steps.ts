import { type ChartSection, formatValue, type Row } from "../../mod.ts";
import { axisOf, panelsByRate, type Quantity } from "../sections/rate_panels.ts";
import { armLooks, type Look } from "../colours.ts";
import { lookChannels } from "../sections/look_channels.ts";
import { seedCount } from "../sections/arms.ts";
import { meansOverSeeds } from "../sections/means.ts";
import { rounded } from "../sections/rounded.ts";
import { tooltips } from "../sections/tooltips.ts";

const quantities: readonly Quantity[] = [
  {
    quantity: "cosine",
    title: "cosine",
    axis: "cosine of consecutive gradients",
    scale: "linear",
    format: "~g",
    shown: ".3~f",
  },
  {
    quantity: "loss",
    title: "loss",
    axis: "loss of the step's samples, nats",
    scale: "log",
    format: "~g",
    shown: ".3~g",
  },
];

const keys = ["network", "dataset", "learning_rate", "arm", "step"];

/** The looks of the arms, in the order of the legend. */
const looks: Readonly<Record<string, Look>> = {
  "GD": armLooks.gd,
  "SGD, batch 100": armLooks.sgd,
  "GD, sum of nine": armLooks.sumOfNine,
};

/** The cosine of each step, of SGD and of GD. */
export const alongTheSteps: ChartSection = {
  kind: "chart",
  title: "The cosine along the steps",
  data: {
    seeds: `
      SELECT network, dataset, cases.learning_rate, seed, step, cosine, batch_loss AS loss,
        CASE WHEN descent <> 'SGD' THEN descent WHEN batch_size = train_samples THEN 'GD' ELSE 'SGD, batch 100' END AS arm
      FROM steps JOIN (SELECT * FROM cases WHERE status <> 'diverged') AS cases USING (run_id, case_id)
      WHERE run_id = $run AND (batch_size = 100 AND (config->>'$.sampling') IS NULL OR batch_size = train_samples)
      ORDER BY network, dataset, cases.learning_rate, arm, seed, step`,
  },
  derive({ seeds = [] }) {
    const means = new Map<string, Row>();
    for (const { quantity } of quantities) {
      for (
        const row of meansOverSeeds(seeds.map((row) => ({ ...row, count: 1 })), {
          keys,
          value: quantity,
          count: "count",
        })
      ) {
        const { mean = null, lower: _, upper: __, observations: ___, ...place } = row;
        const key = keys.map((name) => row[name]).join("/");
        means.set(key, { ...means.get(key), ...place, [quantity]: mean });
      }
    }
    return { seeds: seeds.map(rounded), means: [...means.values()].map(rounded) };
  },
  panels: ({ seeds = [] }) => panelsByRate(seeds, quantities),
  spec({ seeds = [] }, { panel: { where } }) {
    const drawn = quantities.find(({ quantity }) => quantity === where.quantity)!;
    const field = drawn.quantity;
    const arms = Object.keys(looks).filter((arm) => seeds.some((row) => row.arm === arm));
    const first = drawn === quantities[0];
    const { color, strokeDash } = lookChannels("arm", arms, arms.map((arm) => looks[arm]!));
    const axis = axisOf(drawn, seeds.map((row) => Number(row[field])));
    const y = first ? { ...axis, scale: { domain: [-1, 1] } } : axis;
    const finite = { filter: `isValid(datum.${field})` };
    return {
      width: "container",
      height: 190,
      encoding: {
        x: {
          field: "step",
          type: "quantitative",
          title: "step t",
          scale: { nice: false },
          axis: { tickMinStep: 1, tickCount: 5, grid: false, format: "d" },
        },
        color,
      },
      layer: [
        {
          data: { name: "seeds" },
          transform: [finite],
          mark: { type: "line", strokeWidth: 0.75, opacity: 0.35 },
          encoding: { y: { ...y, field }, detail: { field: "seed" } },
        },
        {
          data: { name: "means" },
          transform: [finite],
          mark: { type: "line", strokeWidth: 2.25, point: { size: 60, filled: true, opacity: 0 } },
          encoding: {
            y: { ...y, field },
            strokeDash,
            tooltip: [...tooltips({ arm: "arm", step: "step", seeds: "seeds" }), {
              field,
              title: drawn.axis,
              format: drawn.shown,
            }],
          },
        },
      ],
    };
  },
  caption: ({ seeds = [] }) =>
    `Thin: a seed each. Thick: their mean. n = ${
      seedCount(seeds)
    }. W2, W3, W4 and W8a are about those steps at which GD overshoots. A seed has the same initialisation in every arm, ` +
    "and the same mini-batches at every learning rate. The loss is that of the samples that the step's gradient is taken on.",
  description({ means = [] }) {
    const latest = new Map(means.map((row) => [row.arm, row]));
    return `Cosine of consecutive gradients and loss, step by step. At the last step: ${
      [...latest.values()].map(({ arm, cosine, loss }) =>
        `${arm}: cosine ${formatValue(Number(cosine))}, loss ${formatValue(Number(loss))}`
      ).join("; ")
    }.`;
  },
  table: {
    data: "means",
    columns: [
      { name: "network", label: "network" },
      { name: "learning_rate", label: "learning rate η", unit: "" },
      { name: "arm", label: "arm" },
      { name: "step", label: "step t", unit: "" },
      { name: "cosine", label: "cosine", unit: "" },
      { name: "loss", label: "loss (nats)", unit: "" },
      { name: "seeds", label: "seeds", unit: "" },
    ],
  },
  empty: "No walk made a step in this run.",
};
