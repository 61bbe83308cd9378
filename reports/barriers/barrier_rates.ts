import {
  type ChartSection,
  type Data,
  formatSetting,
  formatValue,
  type Row,
  type Spec,
  type Subject,
} from "../../mod.ts";
import { networkColour } from "../colours.ts";
import { armsOf, panelPerNetwork, seedCount, withArms } from "../sections/arms.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { limitLine } from "../sections/limit_line.ts";
import { perNetwork } from "../sections/per_network.ts";
import { seedLayers } from "../sections/seed_layers.ts";
import { paperStepsAnEpoch, stepAxis, stepsMade } from "../sections/step_axis.ts";

const paperArm = "the paper, Table 1";
const keys = ["network", "dataset", "learning_rate", "batch_size", "arm", "epoch", "step", "draw", "tolerance"];

/** The tolerance that the claims are judged at, and the others that are shown. */
const significant = 1e-3;
const tolerances = [significant, 1e-6, 0];

/** The draws of the evaluation samples as the page names them. */
const drawNames: Readonly<Record<string, string>> = { fixed: "fixed", stochastic: "drawn anew at each point" };

/** Table 1 as a chart: the share of measured steps that cross a barrier, epoch by epoch. */
export const barrierRates: ChartSection = {
  kind: "chart",
  title: "How many steps cross a barrier",
  takeaway: ({ seeds = [] }) =>
    perNetwork(seeds.filter(isJudged), (rows) => {
      const sum = (name: string) => rows.reduce((all, row) => all + Number(row[name]), 0);
      return `${sum("barriers").toLocaleString("en-GB")} of ${
        sum("steps").toLocaleString("en-GB")
      } steps cross a barrier of a thousandth of the loss`;
    }),
  data: {
    seeds: `
      SELECT network, dataset, learning_rate, batch_size, seed, epoch, ${stepsMade} AS step, draw, tolerance, rate, barriers,
        barrier_rates.steps
      FROM barrier_rates JOIN (SELECT run_id, case_id, train_samples FROM cases) USING (run_id, case_id)
      WHERE run_id = $run AND case_status <> 'diverged' AND rate IS NOT NULL AND tolerance IN (${
      tolerances.map((value) => `${value}::DOUBLE`).join()
    })
      ORDER BY network, dataset, learning_rate DESC, batch_size, epoch, draw, tolerance, seed`,
  },
  derive(read, { suite }) {
    const seeds = withArms(read.seeds ?? []);
    const networks = new Set(seeds.map(({ network }) => network));
    const paper = suite.published
      .filter(({ quantity, network }) => quantity === "barriers" && networks.has(network))
      .map(({ network, epoch, value, of = NaN }) => ({
        network,
        epoch,
        step: epoch * paperStepsAnEpoch,
        arm: paperArm,
        value,
        of,
        mean: value / of,
      }));
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
      value: significant,
      options: tolerances.map((value) => ({ label: toleranceName(value), value })),
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
    const looks = [
      ...["circle", "square", "triangle-up", "cross"].slice(0, arms.length).map((shape) => ({ colour, shape })),
      ...paper.length === 0 ? [] : [{ colour: "var(--ink)", shape: "diamond" }],
    ];
    return {
      params: [{ name: "tolerance", value: significant }, { name: "draw", value: "fixed" }],
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
          encoding: { x: stepAxis(data) },
          layer: seedLayers({
            arms: shown,
            looks,
            value: "rate",
            count: "steps",
            format: ".2~%",
            filter: "datum.tolerance === tolerance && datum.draw === draw",
            paper: { value: "mean", more: { value: "barriers", of: "steps" } },
          }),
        },
      ],
    };
  },
  caption({ seeds = [], means = [] }) {
    const steps = seeds.filter(isJudged).reduce((sum, row) => sum + Number(row.steps), 0);
    return `Ticks: seeds. Dots: mean over seeds with its 95 % interval, cut off at 0 and at the top. n = ${
      seedCount(seeds)
    }, ${steps.toLocaleString("en-GB")} measured steps in ${means.filter(isJudged).length} settings. ` +
      "A step crosses a barrier where its segment rises above both ends by more than the tolerance times the greater end's loss; claims are judged at 0.001, and over all " +
      "epochs together, of which one alone says less. The paper's epochs have 450 steps, so that they stand further to the right. " +
      "Drawing new samples at each point, as the released code does, makes barriers out of evaluation noise.";
  },
  description({ means = [] }) {
    const shown = means.filter(isJudged);
    return `Barrier rate by steps made, ours beside the paper's. With fixed samples at tolerance 0.001: ${
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
      { name: "step", label: "steps made", unit: "" },
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
  return tolerance === significant ? "0.001, as judged" : formatSetting(tolerance);
}

/** Whether a row is at the tolerance and on the samples that the claims are judged by. */
function isJudged({ draw, tolerance }: Row): boolean {
  return draw === "fixed" && tolerance === significant;
}

/** The criterion of W6 as a line, named above the plot, where no mark stands. */
function limits({ suite }: Subject): Spec[] {
  const claim = suite.claims.find(({ id }) => id === "W6");
  if (claim === undefined) return [];
  const { kind, limit } = claim.criterion;
  return limitLine(limit, `W6: ${kind} ${100 * limit} %`);
}
