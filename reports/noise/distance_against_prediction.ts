import { type ChartSection, formatValue, type Row } from "../../mod.ts";
import { meansOverSeeds } from "../sections/means.ts";
import { tooltips } from "../sections/tooltips.ts";
import { armChannels, armsOf, seedsOfArms, withArms } from "./arms.ts";
import { ends, endsInOrder } from "./ends.ts";
import { byPanel, logTicks, panelPerRate } from "../sections/rate_panels.ts";
import { rangeOf } from "../sections/per_network.ts";

const keys = ["network", "dataset", "learning_rate", "arm", "descent", "factor"];
const numbers = ["noise_norm", "own_noise", "predicted", "together", "distance"] as const;

/** How far the walks came against how far their noise alone would have taken them: eta sigma sqrt(D T). */
export const distanceAgainstPrediction: ChartSection = {
  kind: "chart",
  title: "How far the walks come, and how far their noise alone would take them",
  takeaway({ table = [] }) {
    const walked = table.filter(({ predicted }) => typeof predicted === "number" && predicted > 0);
    const arms = [...Map.groupBy(walked, ({ arm }) => String(arm))].map(([arm, rows]) =>
      `${arm} ${rangeOf(rows.map(({ distance, predicted }) => Number(distance) / Number(predicted)), "")}`
    );
    return arms.length === 0 ? "" : `Times as far as the noise alone would take them: ${arms.join("; ")}.`;
  },
  data: {
    ends: `
      SELECT *, sqrt(predicted ** 2 + max(distance) FILTER (family = 'full batch')
        OVER (PARTITION BY network, dataset, learning_rate, seed) ** 2) AS together
      FROM (${ends}) WHERE weight_decay = (SELECT max(weight_decay) FROM cases WHERE run_id = $run)
      ${endsInOrder}`,
  },
  derive(read) {
    const seeds = withArms(read.ends ?? []).map((row): Row => ({
      ...Object.fromEntries([...keys, "seed", ...numbers].map((name) => [name, row[name] ?? null])),
      count: 1,
    }));
    const table = meansOverSeeds(seeds, { keys, value: "distance", count: "count", beside: numbers });
    return { ends: [], seeds: seeds.filter(({ predicted }) => predicted !== null), table: table.toSorted(byPanel) };
  },
  panels: ({ seeds = [] }) => panelPerRate(seeds),
  spec({ seeds = [], table = [] }) {
    const all = seeds.flatMap((row: Row) => [Number(row.predicted), Number(row.distance)]);
    const domain = [0.8 * Math.min(...all), 1.25 * Math.max(...all)] as const;
    const gd = Number(table.find(({ arm }) => arm === "GD")?.distance ?? 0);
    const along = Array.from({ length: 41 }, (_, index) => domain[0] * (domain[1] / domain[0]) ** (index / 40));
    const axis = (field: string, title: string) => ({
      field,
      type: "quantitative",
      title,
      scale: { type: "log", domain, nice: false },
      axis: { ...logTicks(all) },
    });
    const x = axis("predicted", "η σ √(D T), its noise alone");
    const y = axis("distance", "distance from θ₀");
    const { color, shape } = armChannels(armsOf(seeds));
    return {
      width: "container",
      height: 230,
      layer: [
        {
          data: { values: along.map((predicted) => ({ predicted, distance: predicted })) },
          mark: { type: "line", strokeDash: [4, 3], strokeWidth: 1, color: "var(--muted)" },
          encoding: { x, y },
        },
        {
          data: { values: along.map((predicted) => ({ predicted, distance: Math.hypot(gd, predicted) })) },
          mark: { type: "line", strokeWidth: 1, color: "var(--muted)", clip: true },
          encoding: { x, y },
        },
        {
          data: { name: "seeds" },
          mark: { type: "point", filled: true, size: 45, opacity: 0.75 },
          encoding: {
            x,
            y,
            color,
            shape,
            tooltip: [
              ...tooltips({ descent: "arm", seed: "seed" }),
              { field: "noise_norm", title: "noise", format: ".3~g" },
              { field: "predicted", title: "noise alone", format: ".3~g" },
              { field: "distance", title: "distance", format: ".3~g" },
            ],
          },
        },
      ],
    };
  },
  caption: ({ seeds = [] }) =>
    `Dots: a seed each, after the last step, on logarithmic axes. n = ${
      seedsOfArms(seeds)
    }. Dashed: as far as the noise alone. Line: as far as GD's distance and the ` +
    `noise at right angles to it. The noise's size is that of what a descent adds, summed over its steps; for SGD that of its mini-batches, estimated along its ` +
    `walk. Both take the noises of different steps as independent, which SGD's are not: mini-batches of one epoch have no sample in common, so that their noises ` +
    `nearly add up to nothing over it where the gradient changes little. Noise also changes the way that the gradient itself takes. GD stands in the table alone.`,
  description({ table = [] }) {
    return `Distance after the last step: ${
      table.map(({ descent, distance, predicted }) =>
        `${descent}: ${formatValue(Number(distance))}${
          predicted === null ? "" : `, its noise alone ${formatValue(Number(predicted))}`
        }`
      ).join("; ")
    }.`;
  },
  table: {
    data: "table",
    columns: [
      { name: "network", label: "network" },
      { name: "learning_rate", label: "learning rate η", unit: "" },
      { name: "descent", label: "arm" },
      { name: "noise_norm", label: "norm of its noise", unit: "" },
      { name: "own_noise", label: "of a mini-batch's on its way", unit: "" },
      { name: "predicted", label: "noise alone", unit: "" },
      { name: "together", label: "with GD's distance", unit: "" },
      { name: "distance", label: "distance", unit: "" },
      { name: "lower", label: "95 % from", unit: "" },
      { name: "upper", label: "to", unit: "" },
      { name: "seeds", label: "seeds", unit: "" },
    ],
  },
  empty: "No walk came to its end in this run.",
};
