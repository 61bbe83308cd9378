/** W11: what the loss does where a run with isotropic noise goes on as something else. */

import { type ChartSection, formatValue, type Row, type TableSection } from "../../mod.ts";
import { armLooks } from "../colours.ts";
import { lookChannels } from "../sections/look_channels.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { tooltips } from "../sections/tooltips.ts";
import { seedsOfArms, walks } from "./arms.ts";
import { logTicks, panelPerRate } from "../sections/rate_panels.ts";
import { countPicks, leastOf } from "../sections/per_network.ts";

/** How the run goes on, in the order of the legend; a tenth of the learning rate where its factor is another one too. */
const ways = [
  { way: "as it was", look: armLooks.papers },
  { way: "at a smaller learning rate", look: armLooks.smallerRate },
  { way: "as GD", look: armLooks.gd },
  { way: "as SGD", look: armLooks.sgd },
];

/**
 * CTEs: `configured`, the run's walks; `switches`, from which noise walks switch and after which epoch; `ways`, those walks and, of the same seeds,
 * the walks with the same noise that do not switch; `losses`, the training losses of the epochs.
 */
const switched = `
  ${walks}, configured AS (
    SELECT walks.*, config->>'$.descent.noise' AS noise, config->>'$.descent.switch.to.gradient' AS next,
      config->>'$.descent.switch.to.noise' AS next_noise, switch_step // (train_samples // batch_size) AS own_epoch
    FROM walks JOIN cases USING (run_id, case_id)
  ), switches AS (
    SELECT DISTINCT network, dataset, learning_rate, weight_decay, noise, own_epoch AS switch_epoch FROM configured WHERE switch_step IS NOT NULL
  ), ways AS (
    SELECT walk.*, switch_epoch,
      CASE WHEN walk.switch_step IS NULL THEN 'as it was' WHEN walk.next = 'mini-batch' THEN 'as SGD'
        WHEN walk.next_noise IS NULL THEN 'as GD' ELSE 'at a smaller learning rate' END AS way
    FROM configured AS walk JOIN switches USING (network, dataset, learning_rate, weight_decay, noise)
    SEMI JOIN (SELECT * FROM configured WHERE switch_step IS NOT NULL) AS other USING (network, dataset, learning_rate, weight_decay, noise, seed)
  ), losses AS (
    SELECT case_id, epoch, value AS loss FROM measurements
    WHERE run_id = $run AND name = 'training_loss' AND epoch IS NOT NULL AND isfinite(value)
  )`;

const keys = ["network", "dataset", "learning_rate", "way"];

/** W11's premise, as it is judged: whether noise keeps the walk from falling as GD does. */
export const stuck: TableSection = {
  kind: "table",
  title: "Is the run with isotropic noise stuck?",
  caption:
    "The log2 of the factor by which the training loss falls over the second half of the walk, for GD from the start and for the walk with the released code's noise throughout, and GD's minus that, seed by seed with the 95 % interval of its mean. " +
    "W11 is about walks that are stuck: those for which the interval lies above 0. Where it holds 0 W11 is undecided, where it lies below W11 is not testable.",
  data: `
    WITH ${switched}, compared AS (
      SELECT walk.*, switch_epoch, CASE WHEN family = 'full batch' THEN 'gd' ELSE 'noisy' END AS kind
      FROM configured AS walk JOIN switches USING (network, dataset, learning_rate, weight_decay)
      WHERE walk.switch_step IS NULL AND status = 'finished' AND (family = 'full batch' OR walk.noise = switches.noise)
    ), falls AS (
      SELECT network, dataset, learning_rate, weight_decay, seed, kind,
        log2(any_value(loss) FILTER (epoch = switch_epoch) / arg_max(loss, epoch)) AS fall
      FROM compared JOIN losses USING (case_id) GROUP BY ALL
    )
    SELECT network, dataset, learning_rate, weight_decay, seed, any_value(fall) FILTER (kind = 'gd') AS gd,
      any_value(fall) FILTER (kind = 'noisy') AS noisy, gd - noisy AS difference, 1 AS count
    FROM falls GROUP BY ALL HAVING difference IS NOT NULL ORDER BY network, dataset, learning_rate, seed`,
  derive(rows, { verdicts }) {
    const keys = ["network", "dataset", "learning_rate", "weight_decay"];
    return meansOverSeeds(rows, { keys, value: "difference", count: "count", beside: ["gd", "noisy"] }).map(
      (row): Row => {
        const word = verdicts.find(({ claim, group }) =>
          claim === "W11" && ["network", "learning_rate", "weight_decay"].every((key) => group[key] === row[key])
        )?.word;
        const { lower, upper } = row;
        const told = lower === null ? "not known" : Number(lower) > 0 ? "yes" : Number(upper) <= 0 ? "no" : "open";
        return { ...row, stuck: told, word: word ?? "–" };
      },
    );
  },
  columns: [
    { name: "network", label: "network" },
    { name: "learning_rate", label: "learning rate η", unit: "" },
    { name: "gd", label: "log2 fall of GD", unit: "" },
    { name: "noisy", label: "with noise", unit: "" },
    ...meanColumns("GD minus that", ""),
    { name: "seeds", label: "seeds", unit: "" },
    { name: "stuck", label: "stuck" },
    { name: "word", label: "W11" },
  ],
  empty: "No walk switched in this run.",
};

/** The training loss from the switch on, epoch by epoch. */
export const afterTheSwitch: ChartSection = {
  kind: "chart",
  title: "How the run with isotropic noise goes on",
  takeaway({ means = [] }) {
    const panels = [...Map.groupBy(means, (row) => `${row.network} ${row.learning_rate}`).values()];
    const least = panels.flatMap((rows) => {
      const last = Math.max(...rows.map(({ epoch }) => Number(epoch)));
      const way = leastOf(rows.filter(({ epoch }) => epoch === last), "mean")?.way;
      return way === undefined ? [] : [String(way)];
    });
    if (least.length === 0) return "";
    return `Of ${least.length} networks and learning rates the mean loss ends lowest ${countPicks(least)}.`;
  },
  data: {
    seeds: `
      WITH ${switched}
      SELECT network, dataset, learning_rate, way, seed, epoch, loss, 1 AS count
      FROM ways JOIN losses USING (case_id) WHERE epoch >= switch_epoch
      ORDER BY network, dataset, learning_rate, way, seed, epoch`,
  },
  derive: ({ seeds = [] }) => ({
    means: meansOverSeeds(seeds, { keys: [...keys, "epoch"], value: "loss", count: "count" }),
  }),
  panels: ({ seeds = [] }) => panelPerRate(seeds),
  spec({ seeds = [] }) {
    const found = ways.filter(({ way }) => seeds.some((row: Row) => row.way === way));
    const { color, strokeDash } = lookChannels("way", found.map(({ way }) => way), found.map(({ look }) => look));
    const y = {
      type: "quantitative",
      title: "loss, nats",
      scale: { type: "log", nice: false },
      axis: { ...logTicks(seeds.map(({ loss }) => Number(loss))), domain: false },
    };
    return {
      width: "container",
      height: 210,
      encoding: {
        x: {
          field: "epoch",
          type: "quantitative",
          title: "epoch",
          scale: { zero: false, nice: false },
          axis: { tickMinStep: 1, tickCount: 5, grid: false, format: "d" },
        },
        color,
      },
      layer: [
        {
          data: { name: "seeds" },
          mark: { type: "line", strokeWidth: 0.75, opacity: 0.4 },
          encoding: { y: { ...y, field: "loss" }, detail: { field: "seed" } },
        },
        {
          data: { name: "means" },
          mark: { type: "line", strokeWidth: 2.25, point: { size: 60, filled: true, opacity: 0 } },
          encoding: {
            y: { ...y, field: "mean" },
            strokeDash,
            tooltip: [...tooltips({ way: "it goes on", epoch: "epoch" }), {
              field: "mean",
              title: "loss",
              format: ".3~g",
            }],
          },
        },
      ],
    };
  },
  caption: ({ seeds = [] }) =>
    `With the released code's noise to half of the walk, then on in four ways; to the switch the four are one walk. Training loss on the same samples ` +
    `after each epoch. Thin: a seed each. Thick: their mean. n = ${seedsOfArms(seeds)}.`,
  description({ means = [] }) {
    const latest = new Map(means.map((row) => [row.way, row]));
    return `Training loss by epoch after the switch. At the end: ${
      [...latest.values()].map(({ way, mean }) => `${way}: ${formatValue(Number(mean))}`).join("; ")
    }.`;
  },
  table: {
    data: "means",
    columns: [
      { name: "network", label: "network" },
      { name: "learning_rate", label: "learning rate η", unit: "" },
      { name: "way", label: "it goes on" },
      { name: "epoch", label: "epoch", unit: "" },
      ...meanColumns("loss (nats)", ""),
      { name: "seeds", label: "seeds", unit: "" },
    ],
  },
  empty: "No walk switched in this run.",
};

/** What W11 compares: by how much the training loss falls from the switch to the end. */
export const dropsAfterTheSwitch: TableSection = {
  kind: "table",
  title: "By how much the loss falls after the switch",
  caption:
    "Training loss on the same samples at the switch minus that after the last step, mean over seeds with its 95 % interval; a negative drop is a rise. W11 is " +
    "about SGD's drop minus GD's; the paper says moreover that neither GD nor a smaller learning rate helps, so that their drops would be no greater " +
    "than that of the run as it was.",
  data: `
    WITH ${switched}
    SELECT network, dataset, learning_rate, way, seed, any_value(loss) FILTER (epoch = switch_epoch) AS at_switch,
      at_switch - arg_max(loss, epoch) AS fall, 1 AS count
    FROM ways JOIN losses USING (case_id)
    WHERE status = 'finished'
    GROUP BY network, dataset, learning_rate, way, seed ORDER BY network, dataset, learning_rate, seed`,
  derive(rows) {
    const order = ways.map(({ way }) => way);
    return meansOverSeeds(rows, { keys, value: "fall", count: "count", beside: ["at_switch"] }).toSorted((a, b) =>
      Number(a.learning_rate) - Number(b.learning_rate) || order.indexOf(String(a.way)) - order.indexOf(String(b.way))
    );
  },
  columns: [
    { name: "network", label: "network" },
    { name: "learning_rate", label: "learning rate η", unit: "" },
    { name: "way", label: "it goes on" },
    { name: "at_switch", label: "loss at the switch (nats)", unit: "" },
    ...meanColumns("drop (nats)", ""),
    { name: "seeds", label: "seeds", unit: "" },
  ],
  empty: "No walk switched in this run.",
};
