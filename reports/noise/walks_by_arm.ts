import { type ChartSection, formatValue, type Row } from "../../mod.ts";
import { meansOverSeeds } from "../sections/means.ts";
import { rounded } from "../sections/rounded.ts";
import { tooltips } from "../sections/tooltips.ts";
import {
  armChannels,
  armsOf,
  chosenNoise,
  noiseControls,
  noiseParameters,
  seedsOfArms,
  walks,
  withArms,
} from "./arms.ts";
import { axisOf, panelsByRate, type Quantity, trainingLoss, validationAccuracy } from "../sections/rate_panels.ts";

const quantities: readonly Quantity[] = [
  trainingLoss,
  validationAccuracy,
  {
    quantity: "cosine",
    title: "cosine",
    axis: "cosine of consecutive gradients",
    scale: "linear",
    format: "~g",
    shown: ".3~f",
  },
  { quantity: "distance", title: "distance", axis: "distance from θ₀", scale: "log", format: "~g", shown: ".3~g" },
];

/** Beyond these lies no value, whatever the interval of few seeds says. */
const extremes: Readonly<Record<string, readonly [number, number]>> = {
  validation_accuracy: [0, 1],
  cosine: [-1, 1],
};

const keys = ["network", "dataset", "learning_rate", "arm", "factor", "convention", "descent", "epoch"];

/** Loss, accuracy, cosine and distance of each arm, epoch by epoch, at each learning rate. */
export const walksByArm: ChartSection = {
  kind: "chart",
  title: "How the arms walk",
  data: {
    seeds: `
      WITH ${walks}, walked AS (
        SELECT case_id, epoch, avg(cosine) FILTER (isfinite(cosine)) AS cosine, arg_max(distance, step) AS distance
        FROM steps WHERE run_id = $run GROUP BY case_id, epoch
      ), validated AS (
        SELECT case_id, epoch, validation_accuracy FROM epochs WHERE run_id = $run
      ), evaluated AS (
        SELECT case_id, epoch, value AS training_loss FROM measurements WHERE run_id = $run AND name = 'training_loss'
      )
      SELECT network, dataset, learning_rate, family, factor, convention, descent, seed, epoch,
        training_loss, validation_accuracy, cosine, distance
      FROM walks JOIN validated USING (case_id) JOIN walked USING (case_id, epoch) LEFT JOIN evaluated USING (case_id, epoch)
      WHERE switch_step IS NULL AND weight_decay = (SELECT max(weight_decay) FROM walks)
      ORDER BY network, dataset, learning_rate, factor DESC, convention, seed, epoch`,
  },
  derive(read) {
    const seeds = withArms(read.seeds ?? []);
    const means = new Map<string, Row>();
    for (const { quantity } of quantities) {
      const counted = seeds.map((row) => ({ ...row, count: 1 }));
      for (const row of meansOverSeeds(counted, { keys, value: quantity, count: "count" })) {
        const { mean = null, lower = null, upper = null, observations: _, ...place } = row;
        const key = keys.map((name) => row[name]).join("/");
        const [least, most] = extremes[quantity] ?? [-Infinity, Infinity];
        const bounds = {
          [quantity]: mean,
          [`${quantity}_lower`]: lower === null ? null : Math.max(least, Number(lower)),
          [`${quantity}_upper`]: upper === null ? null : Math.min(most, Number(upper)),
        };
        means.set(key, { ...means.get(key), ...place, ...bounds });
      }
    }
    return {
      seeds: seeds.map(({ family: _, descent: __, ...row }) => rounded(row)),
      means: [...means.values()].map(rounded),
    };
  },
  controls: ({ seeds = [] }) => noiseControls(seeds),
  panels: ({ seeds = [] }) => panelsByRate(seeds, quantities),
  spec({ seeds = [] }, { panel: { where }, all }) {
    const drawn = quantities.find(({ quantity }) => quantity === where.quantity)!;
    const field = drawn.quantity;
    const { color, strokeDash } = armChannels(armsOf(seeds));
    const y = axisOf(drawn, seeds.map((row) => Number(row[field])));
    const banded = drawn.scale === "log" ? `datum.${field}_lower > 0` : `isValid(datum.${field}_lower)`;
    return {
      params: noiseParameters(all.seeds ?? []),
      width: "container",
      height: 190,
      encoding: {
        x: {
          field: "epoch",
          type: "quantitative",
          title: "epoch",
          scale: { nice: false, zero: false },
          axis: { tickMinStep: 1, tickCount: 5, grid: false, format: "d" },
        },
        color,
      },
      layer: [
        {
          data: { name: "means" },
          transform: [chosenNoise, { filter: banded }],
          mark: { type: "area", opacity: 0.14 },
          encoding: { y: { ...y, field: `${field}_lower` }, y2: { field: `${field}_upper` } },
        },
        {
          data: { name: "seeds" },
          transform: [chosenNoise],
          mark: { type: "line", strokeWidth: 0.75, opacity: 0.4 },
          encoding: { y: { ...y, field }, detail: { field: "seed" } },
        },
        {
          data: { name: "means" },
          transform: [chosenNoise],
          mark: { type: "line", strokeWidth: 2.25, point: { size: 60, filled: true, opacity: 0 } },
          encoding: {
            y: { ...y, field },
            strokeDash,
            tooltip: [
              ...tooltips({ descent: "arm", epoch: "epoch", seeds: "seeds" }),
              { field, title: drawn.axis, format: drawn.shown },
            ],
          },
        },
      ],
    };
  },
  caption: ({ seeds = [] }) =>
    `Thin: a seed each. Thick: their mean, with its 95 % interval as a band. n = ${
      seedsOfArms(seeds)
    }. All arms of a seed share its initialisation and ` +
    `mini-batches, and an epoch has the same number of steps in each. Training loss, accuracy and distance: after the epoch; the loss is that of the same ` +
    `samples in the same batches in every arm. Cosine: mean over the epoch's steps, of what the steps follow, noise included, as in the released code. ` +
    `At the largest weight decay of the run; the walks of W11 have a picture of their own.`,
  description({ means = [] }) {
    const latest = new Map(means.map((row) => [row.descent, row]));
    return `Training loss, validation accuracy, cosine and distance by epoch and arm. At the end: ${
      [...latest.values()].map(({ descent, ...row }) =>
        `${descent}: ${
          quantities.map(({ quantity, title }) => `${title} ${formatValue(Number(row[quantity]))}`).join(", ")
        }`
      ).join("; ")
    }.`;
  },
  table: {
    data: "means",
    columns: [
      { name: "network", label: "network" },
      { name: "dataset", label: "data set" },
      { name: "learning_rate", label: "learning rate η", unit: "" },
      { name: "descent", label: "arm" },
      { name: "epoch", label: "epoch", unit: "" },
      { name: "training_loss", label: "training loss (nats)", unit: "" },
      { name: "validation_accuracy", label: "validation accuracy", unit: "share" },
      { name: "cosine", label: "cosine", unit: "" },
      { name: "distance", label: "distance", unit: "" },
      { name: "seeds", label: "seeds", unit: "" },
    ],
  },
  empty: "No epoch came to its end in this run.",
};
