import { type ChartSection, formatValue } from "../../mod.ts";
import { networkColour } from "../colours.ts";
import { panelPerNetwork, seedCount } from "../sections/arms.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { perNetwork } from "../sections/per_network.ts";

/** A bin of fewer steps, over all seeds, says nothing of a trend: it has its dots, but no part in the line. */
const leastSteps = 5;

/** W1 against the regime number: on a quadratic the mini-batch's own loss has its minimum inside exactly where eta*kappa > 1. */
export const interiorByRegime: ChartSection = {
  kind: "chart",
  title: "Does the minimum lie inside the step where ηκ passes 1?",
  takeaway: ({ seeds = [] }) => {
    const judged = seeds.filter(({ loss }) => loss === "evaluation");
    return perNetwork(judged, (rows) => {
      const [below, above] = [rows.filter(({ bin }) => Number(bin) < 0), rows.filter(({ bin }) => Number(bin) >= 0)]
        .map((part) => {
          const steps = part.reduce((sum, row) => sum + Number(row.steps), 0);
          const inside = part.reduce((sum, row) => sum + Number(row.share) * Number(row.steps), 0);
          return steps === 0
            ? undefined
            : `${formatValue(inside / steps, "share")} of ${steps.toLocaleString("en-GB")} steps`;
        });
      return [below && `a minimum inside in ${below} with ηκ below 1`, above && `in ${above} above`]
        .filter((part) => part !== undefined).join(", ");
    });
  },
  data: {
    seeds: `
      WITH judged AS (
        SELECT *, 'evaluation' AS loss, interior AS inside FROM measured_steps
        UNION ALL
        SELECT *, 'mini-batch', batch_interior FROM measured_steps
      )
      SELECT network, dataset, loss, seed, floor(2 * log2(eta_kappa)) AS bin, 2 ** ((bin + 0.5) / 2) AS eta_kappa,
        avg(inside) AS share, count(*) AS steps
      FROM judged
      WHERE run_id = $run AND case_status <> 'diverged' AND eta_kappa > 0 AND isfinite(eta_kappa) AND isfinite(inside)
      GROUP BY network, dataset, loss, seed, bin ORDER BY network, dataset, loss, bin, seed`,
    negative: `
      SELECT network, dataset, count(*) FILTER (eta_kappa <= 0) AS negative, count(*) AS steps
      FROM measured_steps WHERE run_id = $run AND case_status <> 'diverged' AND isfinite(eta_kappa) GROUP BY ALL`,
  },
  derive: ({ seeds = [] }) => ({
    means: meansOverSeeds(seeds, {
      keys: ["network", "dataset", "loss", "bin", "eta_kappa"],
      value: "share",
      count: "steps",
      unit: "share",
    }),
  }),
  controls: [{
    parameter: "loss",
    label: "Loss",
    value: "evaluation",
    options: [
      { label: "on the evaluation samples", value: "evaluation" },
      { label: "of the step's own mini-batch", value: "mini-batch" },
    ],
  }],
  panels: ({ seeds = [] }) => [panelPerNetwork(seeds)],
  spec(_data, { all: { seeds = [] }, panel: { where } }) {
    const colour = networkColour(String(where.network));
    const bins = seeds.map(({ bin }) => Number(bin));
    const x = {
      field: "eta_kappa",
      type: "quantitative",
      title: "ηκ = η g′Hg / g′g",
      scale: {
        type: "log",
        base: 2,
        domain: [2 ** (Math.min(-1, ...bins) / 2), 2 ** ((Math.max(1, ...bins) + 1) / 2)],
        nice: false,
      },
      axis: {
        values: Array.from({ length: 17 }, (_, index) => 4 ** (index - 8)),
        labelExpr: "datum.value < 1 ? '1/' + format(1 / datum.value, 'd') : format(datum.value, 'd')",
        grid: false,
      },
    };
    const percent = { format: ".0%", tickCount: 5, domain: false };
    const y = {
      type: "quantitative",
      title: "steps with an interior minimum, %",
      scale: { domain: [0, 1] },
      axis: percent,
    };
    const enough = { filter: `datum.observations >= ${leastSteps}` };
    const chosen = { filter: "datum.loss === loss" };
    return {
      params: [{ name: "loss", value: "evaluation" }],
      width: "container",
      height: 250,
      layer: [
        {
          data: { values: [{ eta_kappa: 1, label: "ηκ = 1" }] },
          layer: [
            { mark: { type: "rule", strokeDash: [3, 3], color: "var(--muted)" }, encoding: { x } },
            {
              mark: { type: "text", align: "center", baseline: "bottom", y: -7, color: "var(--muted)" },
              encoding: { x, text: { field: "label" } },
            },
          ],
        },
        {
          data: { name: "seeds" },
          transform: [chosen],
          mark: { type: "point", filled: true, color: colour, opacity: 0.35 },
          encoding: {
            x,
            y: { field: "share", ...y },
            size: { field: "steps", type: "quantitative", scale: { range: [8, 120] } },
            tooltip: [
              { field: "seed", title: "seed" },
              { field: "eta_kappa", title: "ηκ about", format: ".2~r" },
              { field: "share", title: "inside", format: ".0%" },
              { field: "steps", title: "steps" },
            ],
          },
        },
        {
          data: { name: "means" },
          mark: { type: "rule", color: colour, strokeWidth: 1.5, clip: true },
          transform: [chosen, enough, { filter: "isValid(datum.lower)" }],
          encoding: { x, y: { field: "lower", ...y }, y2: { field: "upper" } },
        },
        {
          data: { name: "means" },
          transform: [chosen, enough],
          mark: { type: "line", color: colour, strokeWidth: 2 },
          encoding: { x, y: { field: "mean", ...y } },
        },
      ],
    };
  },
  caption({ seeds = [], negative = [] }) {
    const steps = seeds.reduce((sum, row) => sum + (row.loss === "evaluation" ? Number(row.steps) : 0), 0);
    const below = negative.reduce((sum, row) => sum + Number(row.negative), 0);
    return `Dots: a seed's steps in a bin half an octave wide, larger for more steps. Line: mean over seeds, with 95 % intervals, in bins of at least ${leastSteps} steps. n = ${
      seedCount(seeds)
    }, ${steps.toLocaleString("en-GB")} steps at all learning rates; ${
      below.toLocaleString("en-GB")
    } steps with negative curvature (κ ≤ 0) have no place on the axis. κ = g′Hg / g′g of the mini-batch's loss. On a quadratic that loss has its minimum inside exactly where ηκ > 1; the loss on the evaluation samples, which W1 is judged by, need not.`;
  },
  description({ means = [] }) {
    return `Share of steps whose evaluation loss is least strictly inside the segment, against eta times kappa: ${
      means.filter(({ loss }) => loss === "evaluation").map(({ eta_kappa, mean }) =>
        `at ${Number(eta_kappa).toPrecision(2)}: ${Math.round(100 * Number(mean))} %`
      )
        .join("; ")
    }.`;
  },
  table: {
    data: "means",
    columns: [
      { name: "network", label: "network" },
      { name: "dataset", label: "data set" },
      { name: "loss", label: "loss" },
      { name: "eta_kappa", label: "ηκ about", unit: "" },
      ...meanColumns("minimum inside", "share"),
      { name: "seeds", label: "seeds", unit: "" },
      { name: "observations", label: "steps", unit: "" },
    ],
  },
  empty: "κ was not measured in this run.",
};
