import { type ChartSection, type Data, formatValue, type Row, type Spec, type Subject } from "../../mod.ts";
import { networkColour } from "../colours.ts";
import { armsOf, panelPerNetwork, seedCount, withArms } from "../sections/arms.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { tooltips } from "../sections/tooltips.ts";
import { epochAxis } from "../sections/epoch_axis.ts";
import { perNetwork } from "../sections/per_network.ts";

const paperArm = "the paper, Table 1";
const keys = ["network", "dataset", "learning_rate", "batch_size", "arm", "epoch", "draw", "tolerance"];

/** The draws of the evaluation samples as the page names them. */
const drawNames: Readonly<Record<string, string>> = { fixed: "fixed", stochastic: "drawn anew at each point" };

/** Table 1 as a chart: the share of measured steps that cross a barrier, epoch by epoch. */
export const barrierRates: ChartSection = {
  kind: "chart",
  title: "How many steps cross a barrier",
  takeaway: ({ seeds = [] }) =>
    perNetwork(seeds.filter(({ draw, tolerance }) => draw === "fixed" && tolerance === 1e-6), (rows) => {
      const sum = (name: string) => rows.reduce((all, row) => all + Number(row[name]), 0);
      return `${sum("barriers").toLocaleString("en-GB")} of ${
        sum("steps").toLocaleString("en-GB")
      } steps cross a barrier`;
    }),
  data: {
    seeds: `
      SELECT network, dataset, learning_rate, batch_size, seed, epoch, draw, tolerance, rate, barriers, steps
      FROM barrier_rates WHERE run_id = $run AND rate IS NOT NULL
      ORDER BY network, dataset, learning_rate DESC, batch_size, epoch, draw, tolerance, seed`,
  },
  derive(read, { suite }) {
    const seeds = withArms(read.seeds ?? []);
    const networks = new Set(seeds.map(({ network }) => network));
    const paper = suite.published
      .filter(({ quantity, network }) => quantity === "barriers" && networks.has(network))
      .map(({ network, epoch, value, of = NaN }) => ({ network, epoch, arm: paperArm, value, of, mean: value / of }));
    const means = meansOverSeeds(seeds, { keys, value: "rate", count: "steps", unit: "share" }).map((row) => ({
      ...row,
      samples: drawNames[String(row.draw)] ?? null,
      within: toleranceName(Number(row.tolerance)),
    }));
    return { seeds, paper, means };
  },
  controls: [
    {
      parameter: "tolerance",
      label: "Tolerance",
      value: 1e-6,
      options: [0, 1e-6, 1e-4, 1e-3].map((value) => ({ label: toleranceName(value), value })),
    },
    {
      parameter: "draw",
      label: "Samples",
      value: "fixed",
      options: Object.entries(drawNames).map(([value, label]) => ({ label, value })),
    },
  ],
  panels: ({ seeds = [] }) => [panelPerNetwork(seeds)],
  spec(data, { subject, all, panel: { where } }) {
    const { seeds = [], paper = [] } = data;
    const arms = armsOf(seeds);
    const shown = [...arms, ...paper.length === 0 ? [] : [paperArm]];
    const colour = networkColour(String(where.network));
    const look = (range: readonly string[]) => ({
      field: "arm",
      title: null,
      scale: { domain: shown, range },
      // In one row the legend would be wider than a phone; between it and the plot stands the criterion's name.
    });
    const looks = {
      color: look(shown.map((arm) => arm === paperArm ? "var(--ink)" : colour)),
      shape: look([...["circle", "square", "triangle-up", "cross"].slice(0, arms.length), "diamond"]),
    };
    const x = epochAxis(data);
    const chosen = { filter: "datum.tolerance === tolerance && datum.draw === draw" };
    return {
      params: [{ name: "tolerance", value: 1e-6 }, { name: "draw", value: "fixed" }],
      width: "container",
      height: 250,
      encoding: {
        y: {
          type: "quantitative",
          title: "barrier rate, % of measured steps",
          axis: { format: "~%", tickCount: 5, domain: false },
          scale: { domainMin: 0, domainMax: { expr: top(all) }, clamp: true },
        },
      },
      layer: [
        ...limits(subject),
        {
          encoding: { x },
          layer: [
            {
              data: { name: "seeds" },
              transform: [chosen],
              mark: { type: "tick", thickness: 1.5, width: 12, opacity: 0.5 },
              encoding: {
                xOffset: { field: "arm", type: "nominal", scale: { domain: shown } },
                y: { field: "rate", type: "quantitative" },
                color: looks.color,
                tooltip: tooltips({ arm: "arm", seed: "seed", barriers: "barriers", steps: "steps" }),
              },
            },
            {
              data: { name: "means" },
              transform: [chosen, { filter: "isValid(datum.lower)" }],
              mark: { type: "rule", strokeWidth: 1.5 },
              encoding: {
                xOffset: { field: "arm", type: "nominal" },
                y: { field: "lower", type: "quantitative" },
                y2: { field: "upper" },
                color: looks.color,
              },
            },
            {
              data: { name: "means" },
              transform: [chosen],
              mark: { type: "point", filled: true, size: 75, opacity: 1 },
              encoding: {
                xOffset: { field: "arm", type: "nominal" },
                y: { field: "mean", type: "quantitative" },
                ...looks,
                tooltip: [
                  ...tooltips({ arm: "arm", seeds: "seeds", observations: "steps" }),
                  { field: "mean", title: "mean", format: ".2~%" },
                  { field: "lower", title: "from", format: ".2~%" },
                  { field: "upper", title: "to", format: ".2~%" },
                ],
              },
            },
            {
              data: { name: "paper" },
              mark: { type: "point", filled: true, size: 85, opacity: 1 },
              encoding: {
                xOffset: { field: "arm", type: "nominal" },
                y: { field: "mean", type: "quantitative" },
                ...looks,
                tooltip: [
                  ...tooltips({ arm: "arm", value: "barriers", of: "steps" }),
                  { field: "mean", title: "rate", format: ".2~%" },
                ],
              },
            },
          ],
        },
      ],
    };
  },
  caption({ seeds = [], means = [] }) {
    const steps = seeds
      .filter(({ draw, tolerance }) => draw === "fixed" && tolerance === 1e-6)
      .reduce((sum, row) => sum + Number(row.steps), 0);
    return `Ticks: seeds. Dots: mean over seeds with its 95 % interval, cut off at 0 and at the top. n = ${
      seedCount(seeds)
    }, ${steps.toLocaleString("en-GB")} measured steps in ${
      means.filter(({ draw, tolerance }) => draw === "fixed" && tolerance === 1e-6).length
    } settings. ` +
      "A step crosses a barrier where its segment rises above both ends by more than the tolerance times the greater end's loss. " +
      "Drawing new samples at each point, as the released code does, makes barriers out of evaluation noise.";
  },
  description({ means = [] }) {
    const shown = means.filter(({ draw, tolerance }) => draw === "fixed" && tolerance === 1e-6);
    return `Barrier rate by epoch, ours beside the paper's. With fixed samples at tolerance 1e-6: ${
      shown.map(({ arm, epoch, mean }) => `${arm}, epoch ${epoch}: ${formatValue(Number(mean), "share")}`).join("; ")
    }.`;
  },
  table: {
    data: "means",
    columns: [
      { name: "network", label: "network" },
      { name: "dataset", label: "data set" },
      { name: "arm", label: "learning rate" },
      { name: "epoch", label: "epoch", unit: "" },
      { name: "samples", label: "samples" },
      { name: "within", label: "tolerance", unit: "" },
      ...meanColumns("barrier rate", "share"),
      { name: "seeds", label: "seeds", unit: "" },
      { name: "observations", label: "steps", unit: "" },
    ],
  },
  empty: "No step was measured in this run.",
};

/**
 * The greatest rate to be shown at each choice, the same in all panels, as a Vega expression: seeds, means and the paper's rates stand inside,
 * while an interval of few seeds, which may reach past 100 %, is cut off.
 */
function top({ seeds = [], paper = [] }: Data): string {
  const least = Math.max(0.012, ...paper.map(({ mean }) => Number(mean)));
  const tops: Record<string, number> = {};
  for (const { draw, tolerance, rate } of seeds) {
    const choice = `${draw} ${tolerance}`;
    tops[choice] = Math.max(tops[choice] ?? least, 1.1 * Number(rate));
  }
  return `(${JSON.stringify(tops)})[draw + ' ' + tolerance] || ${least}`;
}

function toleranceName(tolerance: number): string {
  return tolerance === 0 ? "0" : tolerance.toExponential();
}

/** The criterion of W6 as a line, named above the plot, where no mark stands. */
function limits({ suite }: Subject): Spec[] {
  const claim = suite.claims.find(({ id }) => id === "W6");
  if (claim === undefined) return [];
  const { kind, limit } = claim.criterion;
  const values: Row[] = [{ limit, label: `- - W6: ${kind} ${100 * limit} %` }];
  const y = { field: "limit", type: "quantitative" };
  return [
    { data: { values }, mark: { type: "rule", strokeDash: [3, 3], color: "var(--muted)" }, encoding: { y } },
    {
      data: { values },
      mark: { type: "text", align: "left", baseline: "bottom", color: "var(--muted)", x: 0, y: -5 },
      encoding: { text: { field: "label" } },
    },
  ];
}
