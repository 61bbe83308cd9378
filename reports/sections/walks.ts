import { type ChartSection, type Row, thinLines } from "../../mod.ts";
import { networkColour } from "../colours.ts";
import { armsOf, panelPerNetwork, seedCount, withArms } from "./arms.ts";

const quantities = [
  { quantity: "batch_loss", title: "mini-batch loss", axis: "mini-batch loss, nats" },
  { quantity: "distance", title: "distance from the start", axis: "distance |θₜ₊₁ − θ₀|" },
  { quantity: "gradient_norm", title: "norm of the gradient", axis: "norm of gₜ" },
];

/** The walks step by step, every seed by itself. */
export const walks: ChartSection = {
  kind: "chart",
  title: "The walks, step by step",
  data: {
    steps: thinLines(
      `UNPIVOT (
        SELECT network, dataset, cases.learning_rate, batch_size, descent, seed, step, batch_loss, distance, gradient_norm
        FROM steps JOIN cases USING (run_id, case_id) WHERE run_id = $run AND status <> 'diverged'
      ) ON batch_loss, distance, gradient_norm INTO NAME quantity VALUE value`,
      {
        x: "step",
        y: "value",
        by: ["network", "dataset", "learning_rate", "batch_size", "descent", "seed", "quantity"],
      },
    ),
  },
  derive({ steps = [] }) {
    const named = withArms(steps);
    const walks = Map.groupBy(
      named,
      ({ network, dataset, arm, descent, seed, quantity }) =>
        [network, dataset, arm, descent, seed, quantity].join("/"),
    );
    const ends = [...walks.values()].map((walk): Row => {
      const values = walk.map(({ value }) => Number(value)).filter(Number.isFinite);
      const { network = null, dataset = null, arm = null, descent = null, seed = null, quantity = null } = walk[0]!;
      return {
        ...{ network, dataset, arm, descent, seed, quantity },
        steps: walk[0]!.line_points ?? null,
        first: values[0] ?? null,
        least: values.reduce((least, value) => Math.min(least, value), Infinity),
        greatest: values.reduce((greatest, value) => Math.max(greatest, value), -Infinity),
        last: values.at(-1) ?? null,
      };
    });
    return { steps: named, ends };
  },
  zoom: { data: "steps", x: "step", y: "value", by: ["network", "dataset", "arm", "descent", "seed", "quantity"] },
  scale: { label: "quantity", value: "linear" },
  panels: ({ ends = [] }) =>
    panelPerNetwork(ends).map(({ title, where }) =>
      quantities.map(({ quantity, title: what }) => ({ title: `${title}: ${what}`, where: { ...where, quantity } }))
    ),
  spec({ steps = [] }, { panel: { where }, all, scale }) {
    const last = (all.steps ?? []).reduce((last, { step }) => Math.max(last, Number(step)), 1);
    const arms = armsOf(steps);
    return {
      params: [{ name: "from", value: 0 }, { name: "to", value: last }],
      data: { name: "steps" },
      ...(scale === "log" ? { transform: [{ filter: "datum.value > 0" }] } : {}),
      width: "container",
      height: 210,
      mark: { type: "line", color: networkColour(String(where.network)), strokeWidth: 1, clip: true },
      encoding: {
        x: {
          field: "step",
          type: "quantitative",
          title: "step t",
          scale: { domainMin: { expr: "from" }, domainMax: { expr: "to" }, nice: false, zero: false },
          axis: { tickCount: 4, tickMinStep: 1, grid: false, labelOverlap: true },
        },
        y: {
          field: "value",
          type: "quantitative",
          title: quantities.find(({ quantity }) => quantity === where.quantity)!.axis,
          scale: scale === "log" ? { type: "log" } : { zero: false },
          axis: { format: "~g", tickCount: 5, domain: false },
        },
        strokeDash: {
          field: "arm",
          scale: { domain: arms, range: [[1, 0], [5, 3], [2, 2], [8, 2, 2, 2]].slice(0, arms.length) },
        },
        // Dashes alone do not tell dense lines apart.
        opacity: { condition: { test: { field: "arm", equal: arms[0] ?? "" }, value: 0.9 }, value: 0.4 },
        detail: [{ field: "seed" }, { field: "descent" }],
      },
    };
  },
  caption: ({ ends = [] }) =>
    `A line a seed; n = ${
      seedCount(ends)
    } for each learning rate. Zoom by the sliders or by drawing over a panel; a double click shows the whole ` +
    "walk. A logarithmic axis leaves out what is not above 0.",
  description({ ends = [] }) {
    return `The quantity at each step. At the end of the walks: ${
      ends.map(({ arm, seed, last }) => `${arm}, seed ${seed}: ${Number(last).toPrecision(3)}`).join("; ")
    }.`;
  },
  table: {
    data: "ends",
    columns: [
      { name: "network", label: "network" },
      { name: "dataset", label: "data set" },
      { name: "arm", label: "learning rate" },
      { name: "descent", label: "descent" },
      { name: "seed", label: "seed", unit: "" },
      { name: "quantity", label: "quantity" },
      { name: "steps", label: "steps", unit: "" },
      { name: "first", label: "first", unit: "" },
      { name: "least", label: "least", unit: "" },
      { name: "greatest", label: "greatest", unit: "" },
      { name: "last", label: "last", unit: "" },
    ],
  },
  empty: "No step was made in this run.",
};
