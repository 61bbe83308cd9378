import { type ChartSection, formatValue } from "../../mod.ts";
import { armLooks, type Look } from "../colours.ts";
import { lookChannels } from "../sections/look_channels.ts";
import { panelPerNetwork, seedCount } from "../sections/arms.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { tooltips } from "../sections/tooltips.ts";
import { judgedSteps } from "./walks.ts";
import { perNetwork, rangeOf } from "../sections/per_network.ts";

const keys = ["network", "dataset", "learning_rate", "kind", "look"];
const kinds: Readonly<Record<string, Look>> = {
  "GD": armLooks.gd,
  "GD, sum of nine": armLooks.sumOfNine,
  "SGD, batch 100": armLooks.sgd,
};

/** The cosine against GD's eta lambda_max, look by look: what decides whether a walk bounces. */
export const cosineByRegime: ChartSection = {
  kind: "chart",
  title: "Is it the learning rate, or the learning rate times the sharpness?",
  takeaway({ means = [] }) {
    const gd = means.filter(({ kind }) => kind === "GD");
    const phrases = perNetwork(gd, (rows) => {
      const sides = [
        { side: "above 1", own: rows.filter(({ eta_sharpness }) => Number(eta_sharpness) > 1) },
        { side: "at most 1", own: rows.filter(({ eta_sharpness }) => Number(eta_sharpness) <= 1) },
      ];
      return sides.filter(({ own }) => own.length > 0)
        .map(({ side, own }) => `${rangeOf(own.map(({ mean }) => Number(mean)), "")} at η λmax ${side}`)
        .join(", ");
    });
    return phrases === "" ? "" : `GD's mean cosine after a look, ${phrases}`;
  },
  data: {
    seeds: `
      WITH ${judgedSteps}
      SELECT network, dataset, learning_rate, seed, look,
        CASE WHEN descent <> 'SGD' THEN descent WHEN whole THEN 'GD' ELSE 'SGD, batch 100' END AS kind,
        any_value(eta_sharpness) AS eta_sharpness, avg(cosine) AS cosine, count(*) AS steps
      FROM judged JOIN arms USING (case_id)
      WHERE (whole OR batch_size = 100 AND NOT replaced) AND eta_sharpness > 0 AND isfinite(cosine)
      GROUP BY ALL ORDER BY network, dataset, learning_rate, kind, look, seed`,
  },
  derive: ({ seeds = [] }) => ({
    means: meansOverSeeds(seeds, { keys, value: "cosine", count: "steps", beside: ["eta_sharpness"] }),
  }),
  panels: ({ seeds = [] }) => [panelPerNetwork(seeds)],
  spec({ seeds = [] }, { all }) {
    const found = Object.keys(kinds).filter((kind) => seeds.some((row) => row.kind === kind));
    const places = (all.seeds ?? []).map(({ eta_sharpness }) => Number(eta_sharpness));
    const domain = [Math.min(0.5, ...places) / 1.2, Math.max(4, ...places) * 1.2];
    const x = {
      field: "eta_sharpness",
      type: "quantitative",
      title: "η λmax of GD",
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
          data: { values: [{ eta_sharpness: 1 }] },
          mark: { type: "rule", strokeDash: [3, 3], color: "var(--muted)" },
          encoding: { x },
        },
        {
          data: { values: quadratic },
          mark: { type: "line", strokeDash: [6, 3], strokeWidth: 1.25, color: "var(--muted)", clip: true },
          encoding: { x, y: { ...y, field: "cosine" }, order: { field: "place" } },
        },
        {
          data: { name: "seeds" },
          mark: { type: "point", filled: true, size: 26, opacity: 0.35 },
          encoding: {
            x,
            y: { ...y, field: "cosine" },
            color,
            shape,
            tooltip: [
              ...tooltips({ kind: "steps follow", learning_rate: "η", look: "from step", seed: "seed" }),
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
              ...tooltips({ kind: "steps follow", learning_rate: "η", look: "from step", seeds: "seeds" }),
              { field: "eta_sharpness", title: "mean η λmax", format: ".3~g" },
              { field: "mean", title: "mean cosine", format: ".3f" },
            ],
          },
        },
      ],
    };
  },
  caption({ seeds = [] }) {
    return `Small: a look of a walk, with the mean cosine of its steps until the next look. Large: mean over seeds of one learning rate and look. n = ${
      seedCount(seeds)
    }. λmax: the greatest curvature that was seen over the length of GD's step, kinks of ReLU included; SGD stands at that of GD's walk with its seed and learning rate. ` +
      "η is the factor of the mean gradient, nine times the learning rate for the sum of nine. " +
      "The claims are about η λmax above 1, right of the dotted line, where a step along the sharpest direction overshoots. Dashed: what GD comes to on a quadratic. Its late cosine is +1 below " +
      "η = 2 / (λmax + λmin) and −1 above, and it diverges above η = 2 / λmax: with curvatures that differ much both are at η λmax = 2, or η λmax / 2 = 1. A network's walk " +
      "that is sharper than that is held by what is not quadratic.";
  },
  description({ means = [] }) {
    return `Mean cosine from a look to the next against learning rate times sharpness: ${
      means.filter(({ kind }) => kind === "GD")
        .map(({ learning_rate, look, eta_sharpness, mean }) =>
          `η ${learning_rate} from step ${look}: ${formatValue(Number(mean))} at ${formatValue(Number(eta_sharpness))}`
        ).join("; ")
    }.`;
  },
  table: {
    data: "means",
    columns: [
      { name: "network", label: "network" },
      { name: "dataset", label: "data set" },
      { name: "learning_rate", label: "learning rate η", unit: "" },
      { name: "kind", label: "steps follow" },
      { name: "look", label: "from step", unit: "" },
      { name: "eta_sharpness", label: "η λmax of GD", unit: "" },
      ...meanColumns("cosine", ""),
      { name: "seeds", label: "seeds", unit: "" },
    ],
  },
  empty: "The sharpness was not measured in this run.",
};
