import { type ChartSection, formatSeconds, formatValue, type Row } from "../../mod.ts";
import { partColours } from "../colours.ts";
import { panelPerNetwork, seedCount, withArms } from "./arms.ts";
import { perNetwork } from "./per_network.ts";

/** What each setting cost in training and in measuring; its table has every case with its settings. */
export const cost: ChartSection = {
  kind: "chart",
  title: "The cases and what they cost",
  takeaway: ({ costs = [] }) =>
    perNetwork(costs, (rows) => {
      const sum = (part?: string) =>
        rows.filter((row) => part === undefined || row.part === part).reduce(
          (all, { seconds }) => all + Number(seconds),
          0,
        );
      return sum() === 0 ? "" : `${formatValue(sum("measuring") / sum(), "share")} of the time went into measuring`;
    }),
  data: {
    cases: `
      SELECT network, parameters, dataset, train_samples, evaluation_samples, augmentation, descent, learning_rate, batch_size, momentum,
        weight_decay, epochs, points, seed, status, steps, train_seconds AS training, measure_seconds AS measuring
      FROM cases WHERE run_id = $run ORDER BY position`,
  },
  derive({ cases = [] }) {
    const named = withArms(cases);
    const several = new Set(named.map(({ descent }) => descent)).size > 1;
    const settings = named.map((row): Row => ({ ...row, setting: several ? `${row.descent}, ${row.arm}` : row.arm! }));
    const costs = settings.flatMap((row) =>
      Object.keys(partColours).flatMap((part) =>
        typeof row[part] === "number" ? [{ ...place(row), part, seconds: row[part], seed: row.seed ?? null }] : []
      )
    );
    return { cases: settings, costs };
  },
  panels: ({ costs = [] }) => [panelPerNetwork(costs)],
  spec({ costs = [] }) {
    const settings = [...new Set(costs.map(({ setting }) => String(setting)))];
    return {
      data: { name: "costs" },
      transform: [
        {
          aggregate: [{ op: "mean", field: "seconds", as: "mean" }, { op: "count", as: "seeds" }],
          groupby: ["setting", "part"],
        },
      ],
      width: "container",
      height: 36 * settings.length,
      // The settings' names stand over their bars, as beside them the long ones would leave no room on a phone.
      encoding: { y: { field: "setting", type: "nominal", sort: settings, axis: null } },
      layer: [
        {
          mark: { type: "bar", height: 12, yOffset: 8 },
          encoding: {
            x: {
              field: "mean",
              type: "quantitative",
              title: "seconds a case",
              axis: { format: "~g", tickCount: 5, domain: false },
            },
            color: { field: "part", scale: { domain: Object.keys(partColours), range: Object.values(partColours) } },
            order: { field: "part", sort: "descending" },
            tooltip: [
              { field: "setting", title: "setting" },
              { field: "part", title: "part" },
              { field: "mean", title: "seconds", format: ".3~g" },
              { field: "seeds", title: "seeds" },
            ],
          },
        },
        {
          transform: [{ aggregate: [{ op: "count", as: "parts" }], groupby: ["setting"] }],
          mark: {
            type: "text",
            align: "left",
            baseline: "middle",
            x: 2,
            yOffset: -9,
            color: "var(--ink)",
            limit: { expr: "width" },
          },
          encoding: { text: { field: "setting" } },
        },
      ],
    };
  },
  caption({ cases = [], costs = [] }) {
    const sum = (part: string) =>
      formatSeconds(costs.filter((row) => row.part === part).reduce((all, { seconds }) => all + Number(seconds), 0));
    return `Wall time of a case, mean over seeds, as others ran beside it; n = ${
      seedCount(cases)
    } for each setting. All ${cases.length} cases together: ` +
      `${sum("training")} of training and ${
        sum("measuring")
      } of measuring. The data table has every case with its settings.`;
  },
  description({ costs = [] }) {
    const settings = Map.groupBy(costs, ({ setting, part }) => `${setting}, ${part}`);
    return `Seconds of training and of measuring in a case. ${
      [...settings].map(([name, rows]) =>
        `${name}: ${formatSeconds(rows.reduce((all, { seconds }) => all + Number(seconds), 0) / rows.length)}`
      ).join("; ")
    }.`;
  },
  table: {
    data: "cases",
    columns: [
      { name: "network", label: "network" },
      { name: "parameters", label: "parameters", unit: "" },
      { name: "dataset", label: "data set" },
      { name: "train_samples", label: "training samples", unit: "" },
      { name: "evaluation_samples", label: "evaluation samples", unit: "" },
      { name: "augmentation", label: "augmentation" },
      { name: "descent", label: "descent" },
      { name: "learning_rate", label: "learning rate η", unit: "" },
      { name: "batch_size", label: "batch size", unit: "" },
      { name: "momentum", label: "momentum", unit: "" },
      { name: "weight_decay", label: "weight decay", unit: "" },
      { name: "epochs", label: "epochs", unit: "" },
      { name: "points", label: "points", unit: "" },
      { name: "seed", label: "seed", unit: "" },
      { name: "status", label: "status" },
      { name: "steps", label: "steps", unit: "" },
      { name: "training", label: "training (s)", unit: "" },
      { name: "measuring", label: "measuring (s)", unit: "" },
    ],
  },
  empty: "This run has no case.",
};

function place({ network = null, dataset = null, setting = null }: Row): Row {
  return { network, dataset, setting };
}
