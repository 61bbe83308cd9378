import { type ChartSection, formatValue, type Row } from "../../mod.ts";
import { armLooks, type Look } from "../colours.ts";
import { lookChannels } from "../sections/look_channels.ts";
import { panelPerNetwork, seedCount } from "../sections/arms.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { tooltips } from "../sections/tooltips.ts";
import { batchName, walks } from "./walks.ts";
import { perNetwork, rangeOf } from "../sections/per_network.ts";

const keys = ["network", "dataset", "learning_rate", "descent", "batch_size", "whole", "kind"];
const kinds: Readonly<Record<string, Look>> = {
  "GD": armLooks.gd,
  "GD, sum of nine": armLooks.sumOfNine,
  "SGD, mini-batches": armLooks.sgd,
};

/** The late cosine against eta lambda_max: what decides whether a walk bounces. */
export const cosineByRegime: ChartSection = {
  kind: "chart",
  title: "Is it the learning rate, or the learning rate times the sharpness?",
  takeaway({ means = [] }) {
    const gd = means.filter(({ kind, eta_sharpness }) => kind === "GD" && typeof eta_sharpness === "number");
    const phrases = perNetwork(gd, (rows) => {
      const range = (name: string) => rangeOf(rows.map((row) => Number(row[name])), "");
      return `η λmax ${range("eta_sharpness")}, cosine ${range("mean")}`;
    });
    return phrases === "" ? "" : `GD, ${phrases}`;
  },
  data: {
    seeds: `
      SELECT network, dataset, learning_rate, descent, batch_size, whole, seed, cosine, eta_sharpness, late_steps
      FROM (${walks}) WHERE cosine IS NOT NULL AND eta_sharpness > 0`,
  },
  derive({ seeds: read = [] }) {
    const seeds = read.map((row): Row => ({
      ...row,
      kind: row.descent !== "SGD" ? String(row.descent) : row.whole ? "GD" : "SGD, mini-batches",
    }));
    const means = meansOverSeeds(seeds, { keys, value: "cosine", count: "late_steps", beside: ["eta_sharpness"] });
    return { seeds, means: means.map((row): Row => ({ ...row, batch: batchName(row) })) };
  },
  panels: ({ seeds = [] }) => [panelPerNetwork(seeds)],
  spec({ seeds = [] }, { all }) {
    const found = Object.keys(kinds).filter((kind) => seeds.some((row) => row.kind === kind));
    const places = (all.seeds ?? []).map(({ eta_sharpness }) => Number(eta_sharpness));
    const domain = [Math.min(0.5, ...places) / 1.2, Math.max(4, ...places) * 1.2];
    const x = {
      field: "eta_sharpness",
      type: "quantitative",
      title: "η λmax",
      scale: { type: "log", base: 2, domain, nice: false },
      axis: {
        values: Array.from({ length: 17 }, (_, index) => 2 ** (index - 8)),
        labelExpr: "datum.value < 1 ? '1/' + format(1 / datum.value, 'd') : format(datum.value, 'd')",
        grid: false,
      },
    };
    const y = {
      type: "quantitative",
      title: "cosine of consecutive gradients",
      scale: { domain: [-1, 1] },
      axis: { tickCount: 5, domain: false, format: "~g" },
    };
    // Below the legend stand the names of the lines.
    const { color, shape } = lookChannels("kind", found, found.map((kind) => kinds[kind]!));
    const [least = NaN, greatest = NaN] = domain;
    const quadratic = [[least, 1], [2, 1], [2, -1], [greatest, -1]].map((
      [eta_sharpness = NaN, cosine = NaN],
      place,
    ) => ({
      eta_sharpness,
      cosine,
      place,
    }));
    return {
      width: "container",
      height: 260,
      layer: [
        {
          data: {
            values: [{ eta_sharpness: 1, label: "1: W2" }, {
              eta_sharpness: 2,
              label: "2: quadratic",
            }],
          },
          layer: [
            {
              transform: [{ filter: "datum.eta_sharpness === 1" }],
              mark: { type: "rule", strokeDash: [3, 3], color: "var(--muted)" },
              encoding: { x },
            },
            {
              mark: {
                type: "text",
                baseline: "bottom",
                y: -7,
                dx: 0,
                color: "var(--muted)",
                align: { expr: "datum.eta_sharpness === 1 ? 'right' : 'left'" },
              },
              encoding: { x, text: { field: "label" } },
            },
          ],
        },
        {
          data: { values: quadratic },
          mark: { type: "line", strokeDash: [6, 3], strokeWidth: 1.25, color: "var(--muted)", clip: true },
          encoding: { x, y: { ...y, field: "cosine" }, order: { field: "place" } },
        },
        {
          data: { name: "seeds" },
          mark: { type: "point", filled: true, size: 32, opacity: 0.4 },
          encoding: {
            x,
            y: { ...y, field: "cosine" },
            color,
            shape,
            tooltip: [
              ...tooltips({ kind: "steps follow", learning_rate: "η", batch_size: "batch", seed: "seed" }),
              { field: "eta_sharpness", title: "η λmax", format: ".3~g" },
              { field: "cosine", title: "cosine", format: ".3f" },
            ],
          },
        },
        {
          data: { name: "means" },
          mark: { type: "point", filled: true, size: 90, opacity: 1 },
          encoding: {
            x,
            y: { ...y, field: "mean" },
            color,
            shape,
            tooltip: [
              ...tooltips({ kind: "steps follow", learning_rate: "η", batch: "batch", seeds: "seeds" }),
              { field: "eta_sharpness", title: "mean η λmax", format: ".3~g" },
              { field: "mean", title: "mean cosine", format: ".3f" },
            ],
          },
        },
      ],
    };
  },
  caption({ seeds = [] }) {
    return `Small: a walk each. Large: mean over seeds of one learning rate and batch size. n = ${
      seedCount(seeds)
    }. λmax: the largest eigenvalue of the loss's Hessian, mean of θ(29) and ` +
      "θ(30), as GD bounces between walls of different sharpness; η is the factor of the mean gradient, nine times the learning rate for the sum of nine. " +
      "W2 is about η λmax above 1, where a step along the sharpest direction overshoots. Dashed: what GD comes to on a quadratic. Its late cosine is +1 below " +
      "η = 2 / (λmax + λmin) and −1 above, and it diverges above η = 2 / λmax: with curvatures that differ much both are at η λmax = 2, or η λmax / 2 = 1. A network's walk " +
      "that is sharper than that is held by what is not quadratic.";
  },
  description({ means = [] }) {
    return `Mean cosine in steps 20 to 39 against learning rate times sharpness: ${
      means.filter(({ kind }) => kind !== "SGD, mini-batches")
        .map(({ kind, learning_rate, eta_sharpness, mean }) =>
          `${kind}, η ${learning_rate}: ${formatValue(Number(mean))} at ${formatValue(Number(eta_sharpness))}`
        ).join("; ")
    }.`;
  },
  table: {
    data: "means",
    columns: [
      { name: "network", label: "network" },
      { name: "dataset", label: "data set" },
      { name: "learning_rate", label: "learning rate η", unit: "" },
      { name: "batch", label: "batch" },
      { name: "eta_sharpness", label: "η λmax", unit: "" },
      ...meanColumns("cosine", ""),
      { name: "seeds", label: "seeds", unit: "" },
    ],
  },
  empty: "The sharpness was not measured in this run.",
};
