import { type ChartSection, formatValue, type Row } from "../../mod.ts";
import { meansOverSeeds } from "../sections/means.ts";
import { logTicks, panelPerRate } from "../sections/rate_panels.ts";
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

const keys = ["network", "dataset", "learning_rate", "arm", "factor", "convention", "descent", "epoch"];

/** The sharpness against the training loss, epoch by epoch: W10d compares arms where their losses are the same. */
export const sharpnessAtLoss: ChartSection = {
  kind: "chart",
  title: "How sharp the arms are at one and the same training loss",
  data: {
    seeds: `
      WITH ${walks}, looks AS (
        SELECT case_id, epoch, max(value) FILTER (name = 'training_loss') AS loss, max(value) FILTER (name = 'sharpness') AS sharpness
        FROM measurements WHERE run_id = $run AND epoch IS NOT NULL AND name IN ('training_loss', 'sharpness') AND isfinite(value)
          AND coalesce(converged, TRUE)
        GROUP BY case_id, epoch
      )
      SELECT network, dataset, learning_rate, family, factor, convention, descent, seed, epoch, loss, sharpness,
        ln(loss) AS ln_loss, ln(sharpness) AS ln_sharpness
      FROM walks JOIN looks USING (case_id)
      WHERE loss > 0 AND sharpness > 0 AND switch_step IS NULL AND weight_decay = (SELECT max(weight_decay) FROM walks)
      ORDER BY network, dataset, learning_rate, factor DESC, convention, descent, seed, epoch`,
  },
  derive(read) {
    const rows = withArms(read.seeds ?? []).map((row): Row => ({ ...row, count: 1 }));
    const means = meansOverSeeds(rows, { keys, value: "ln_sharpness", count: "count", beside: ["ln_loss"] })
      .map(({ mean, lower, upper, ln_loss, observations: _, ...place }): Row => ({
        ...place,
        loss: Math.exp(Number(ln_loss)),
        sharpness: Math.exp(Number(mean)),
        lower: lower === null ? null : Math.exp(Number(lower)),
        upper: upper === null ? null : Math.exp(Number(upper)),
      }));
    const drawn = ["network", "learning_rate", "arm", "factor", "convention", "seed", "epoch", "loss", "sharpness"];
    return {
      seeds: rows.map((row) => rounded(Object.fromEntries(drawn.map((name) => [name, row[name] ?? null])))),
      means: means.map(rounded),
    };
  },
  controls: ({ seeds = [] }) => noiseControls(seeds),
  panels: ({ means = [] }) => panelPerRate(means),
  spec({ seeds = [] }, { all }) {
    const axis = (field: string, title: string) => ({
      field,
      type: "quantitative",
      title,
      scale: { type: "log", nice: false },
      axis: { ...logTicks(seeds.map((row) => Number(row[field]))), domain: false },
    });
    const x = axis("loss", "training loss, nats");
    const y = axis("sharpness", "λmax");
    const order = { field: "epoch", type: "quantitative" };
    const { color, strokeDash, shape } = armChannels(armsOf(seeds));
    const last = Math.max(...seeds.map(({ epoch }) => Number(epoch)));
    return {
      params: noiseParameters(all.seeds ?? []),
      width: "container",
      height: 260,
      encoding: { x, y, color },
      layer: [
        {
          data: { name: "seeds" },
          transform: [chosenNoise],
          mark: { type: "line", strokeWidth: 0.75, opacity: 0.3 },
          encoding: { order, detail: { field: "seed" } },
        },
        {
          data: { name: "means" },
          transform: [chosenNoise],
          mark: { type: "line", strokeWidth: 2.25 },
          encoding: { order, strokeDash },
        },
        {
          data: { name: "means" },
          transform: [chosenNoise],
          mark: { type: "point", filled: true },
          encoding: {
            shape: { ...shape, legend: null },
            size: { condition: { test: `datum.epoch === ${last}`, value: 90 }, value: 22 },
            opacity: { value: 1 },
            tooltip: [
              ...tooltips({ descent: "arm", epoch: "epoch", seeds: "seeds" }),
              { field: "loss", title: "training loss", format: ".3~g" },
              { field: "sharpness", title: "λmax", format: ".3~g" },
            ],
          },
        },
      ],
    };
  },
  caption: ({ seeds = [] }) =>
    `Largest eigenvalue of the Hessian against the training loss on the same samples, at the epochs after which both were looked at, on logarithmic axes: walks come from the right. ` +
    `Noise and learning rate decide how far a walk gets, and the sharpness falls with the loss, so that arms are to be compared above each other. ` +
    `Thin: a seed each. Thick: geometric mean of each epoch, large at the last. n = ${
      seedsOfArms(seeds)
    }. At the largest weight decay of the run.`,
  description({ means = [] }) {
    const latest = new Map(means.map((row) => [row.descent, row]));
    return `Sharpness against training loss, epoch by epoch. At the end: ${
      [...latest.values()].map(({ descent, loss, sharpness }) =>
        `${descent}: ${formatValue(Number(sharpness))} at ${formatValue(Number(loss))} nats`
      ).join("; ")
    }.`;
  },
  table: {
    data: "means",
    columns: [
      { name: "network", label: "network" },
      { name: "learning_rate", label: "learning rate η", unit: "" },
      { name: "descent", label: "arm" },
      { name: "epoch", label: "epoch", unit: "" },
      { name: "loss", label: "training loss (nats)", unit: "" },
      { name: "sharpness", label: "λmax", unit: "" },
      { name: "lower", label: "95 % from", unit: "" },
      { name: "upper", label: "to", unit: "" },
      { name: "seeds", label: "seeds", unit: "" },
    ],
  },
  empty: "No epoch has both a training loss and a sharpness in this run.",
};
