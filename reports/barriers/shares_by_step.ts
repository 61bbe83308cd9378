import { type ChartSection, formatValue, type Row } from "../../mod.ts";
import { networkColour } from "../colours.ts";
import { armsOf, panelPerNetwork, seedCount, withArms } from "../sections/arms.ts";
import { limitLine } from "../sections/limit_line.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { perNetwork, rangeOf } from "../sections/per_network.ts";
import { seedLayers } from "../sections/seed_layers.ts";
import { stepAxis, stepsMade } from "../sections/step_axis.ts";

/** A share of measured steps. */
export interface StepShare {
  /** What the legend calls it. */
  readonly name: string;
  /** What is said of so many steps, for example `"have a minimum inside"`. */
  readonly phrase: string;
  /** 1 or 0 for each measured step, NULL where it is not known, in SQL. */
  readonly sql: string;
}

/** What a chart of shares tells. */
export interface SharesByStepOptions {
  readonly title: string;
  /** The share that is looked at and the one beside it. */
  readonly shares: readonly [StepShare, StepShare];
  /** Title of the axis. */
  readonly axis: string;
  /** Which claim draws a line at one half, with its words. */
  readonly line: string;
  /** What the two mean, after how they are drawn. */
  readonly meaning: string;
  /** What stands there where neither is known. */
  readonly empty: string;
}

const keys = ["network", "dataset", "learning_rate", "batch_size", "rate", "arm", "share", "epoch", "step"];
const shapes = [["circle", "square", "triangle-up"], ["diamond", "cross", "triangle-down"]];

/** Two shares of the measured steps side by side, by network, learning rate and epoch, over seeds. */
export function sharesByStep({ title, shares, axis, line, meaning, empty }: SharesByStepOptions): ChartSection {
  const armOf = (share: string | undefined, rate: string) => `${share}, ${rate}`;
  return {
    kind: "chart",
    title,
    takeaway: ({ means = [] }) =>
      perNetwork(means, (rows) => {
        const largest = Math.max(...rows.map(({ learning_rate }) => Number(learning_rate)));
        const own = rows.filter(({ learning_rate }) => learning_rate === largest);
        const phrases = shares.flatMap(({ name, phrase }) => {
          const values = own.filter(({ share }) => share === name).map(({ mean }) => Number(mean));
          return values.length === 0 ? [] : [`${rangeOf(values, "share")} ${phrase}`];
        });
        return `of the steps of an epoch at ${own[0]?.rate}, ${phrases.join(" and ")}`;
      }),
    data: {
      seeds: shares.map(({ name, sql }, place) => `
        SELECT network, dataset, learning_rate, batch_size, seed, epoch, ${stepsMade} AS step, '${name}' AS share, ${place} AS place,
          avg(${sql}) AS value, count(${sql}) AS steps
        FROM measured_steps WHERE run_id = $run AND case_status <> 'diverged' AND isfinite(loss_from) AND isfinite(loss_to) AND isfinite(${sql}) GROUP BY ALL`)
        .join(" UNION ALL ") + " ORDER BY network, dataset, place, learning_rate DESC, batch_size, epoch, seed",
    },
    derive(read) {
      const seeds = withArms(read.seeds ?? []).map((row): Row => ({
        ...row,
        rate: row.arm ?? null,
        arm: armOf(String(row.share), String(row.arm)),
      }));
      return { seeds, means: meansOverSeeds(seeds, { keys, value: "value", count: "steps", unit: "share" }) };
    },
    panels: ({ seeds = [] }) => [panelPerNetwork(seeds)],
    spec({ seeds = [] }, { panel: { where } }) {
      const rates = armsOf(seeds.map((row) => ({ ...row, arm: row.rate ?? null })));
      const colour = networkColour(String(where.network));
      return {
        width: "container",
        height: 250,
        encoding: {
          y: {
            type: "quantitative",
            title: axis,
            scale: { domain: [0, 1] },
            axis: { format: ".0%", tickCount: 5, domain: false },
          },
        },
        layer: [
          ...limitLine(0.5, line),
          {
            encoding: { x: stepAxis({ seeds }) },
            layer: seedLayers({
              arms: rates.flatMap((rate) => shares.map(({ name }) => armOf(name, rate))),
              looks: rates.flatMap((_, at) =>
                shares.map((_, place) => ({
                  colour: place === 0 ? colour : "var(--ink)",
                  shape: shapes[place]![at % 3]!,
                }))
              ),
              value: "value",
              count: "steps",
              format: ".3~p",
            }),
          },
        ],
      };
    },
    caption: ({ seeds = [] }) =>
      `Ticks: seeds. Dots: mean over seeds with its 95 % interval. n = ${seedCount(seeds)}, ${
        seeds.filter(({ share }) => share === shares[0].name).reduce((sum, { steps }) => sum + Number(steps), 0)
          .toLocaleString("en-GB")
      } steps. ${meaning}`,
    description: ({ means = [] }) =>
      `${axis}: ${
        means.map(({ arm, epoch, mean }) => `${arm}, epoch ${epoch}: ${formatValue(Number(mean), "share")}`).join("; ")
      }.`,
    table: {
      data: "means",
      columns: [
        { name: "network", label: "network" },
        { name: "dataset", label: "data set" },
        { name: "rate", label: "learning rate" },
        { name: "epoch", label: "epoch", unit: "" },
        { name: "step", label: "steps made", unit: "" },
        { name: "share", label: "share" },
        ...meanColumns("of the steps", "share"),
        { name: "seeds", label: "seeds", unit: "" },
        { name: "observations", label: "steps", unit: "" },
      ],
    },
    empty,
  };
}
