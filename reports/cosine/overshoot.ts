import { type ChartSection, formatSetting, formatValue, type Row } from "../../mod.ts";
import { panelPerNetwork, seedCount } from "../sections/arms.ts";
import { meansOverSeeds, placeOf } from "../sections/means.ts";
import { perNetwork } from "../sections/per_network.ts";
import { axisOf, type Quantity } from "../sections/rate_panels.ts";
import { tooltips } from "../sections/tooltips.ts";
import { rateChannels } from "./batches.ts";
import { judgedSteps, withRates } from "./walks.ts";

const quantities: readonly Quantity[] = [
  { quantity: "eta_sharpness", title: "η λmax", axis: "η λmax", scale: "log", format: "~g", shown: ".3~g" },
  {
    quantity: "step_on_sharpest",
    title: "share of the step along the sharpest direction",
    axis: "|⟨v, d⟩| / |d|, %",
    scale: "linear",
    format: ".0%",
    shown: ".1%",
  },
];

const arm = ["network", "dataset", "learning_rate", "descent", "replaced", "arm"];
const keys = [...arm, "look"];

/** The regime: where along its walk full-batch descent overshoots, and whether its steps lie along the sharpest direction. */
export const overshoot: ChartSection = {
  kind: "chart",
  title: "Where GD overshoots along its sharpest direction",
  takeaway({ shares = [] }) {
    const told = perNetwork(
      shares,
      (rows) =>
        rows.map(({ learning_rate, descent, share }) =>
          `${formatValue(Number(share), "share")} at η ${formatSetting(Number(learning_rate))}${
            descent === "SGD" ? "" : ` (${descent})`
          }`
        ).join(", "),
    );
    return told === "" ? "" : `Share of the steps that overshoot, ${told}`;
  },
  data: {
    seeds: `
      WITH ${judgedSteps}
      SELECT network, dataset, learning_rate, descent, replaced, seed, look, regimes.eta_sharpness,
        (regimes.eta_sharpness > 1)::INTEGER AS overshoots, step_on_sharpest, 1 AS count
      FROM arms JOIN regimes USING (case_id)
      LEFT JOIN (
        SELECT case_id, step AS look, value AS step_on_sharpest FROM measurements
        WHERE run_id = $run AND name = 'step_on_sharpest'
      ) USING (case_id, look)
      WHERE whole AND isfinite(regimes.eta_sharpness) ORDER BY network, dataset, descent DESC, learning_rate, seed, look`,
    walked: `
      WITH ${judgedSteps}
      SELECT network, dataset, learning_rate, descent, replaced, seed, avg(overshoots::INTEGER) AS overshooting, count(*) AS steps
      FROM judged JOIN arms USING (case_id) WHERE whole AND case_id IN (SELECT case_id FROM looks)
      GROUP BY ALL ORDER BY network, dataset, descent DESC, learning_rate, seed`,
  },
  derive({ seeds: read = [], walked = [] }) {
    const seeds = withRates(read);
    const shares = meansOverSeeds(withRates(walked), {
      keys: arm,
      value: "overshooting",
      count: "steps",
      unit: "share",
    });
    const shareOf = new Map(shares.map((row) => [placeOf(row, arm), row.mean]));
    const means = meansOverSeeds(seeds, {
      keys,
      value: "eta_sharpness",
      count: "count",
      beside: ["overshoots", "step_on_sharpest"],
    }).map(({ mean = null, ...row }): Row => ({
      ...row,
      eta_sharpness: mean,
      share: shareOf.get(placeOf(row, arm)) ?? null,
    }));
    return {
      seeds,
      walked: [],
      means,
      shares: shares.map(({ mean = null, ...row }): Row => ({ ...row, share: mean })),
    };
  },
  panels: ({ seeds = [] }) =>
    quantities.map(({ quantity, title }) =>
      panelPerNetwork(seeds).map(({ title: network, where }) => ({
        title: `${network}: ${title}`,
        where: { ...where, quantity },
      }))
    ),
  spec({ seeds = [] }, { panel: { where }, all }) {
    const drawn = quantities.find(({ quantity }) => quantity === where.quantity)!;
    const field = drawn.quantity;
    const arms = rateChannels(all.seeds ?? []);
    const y = drawn === quantities[0]
      ? axisOf(drawn, [1, ...seeds.map((row) => Number(row[field]))])
      : { ...axisOf(drawn, []), scale: { domain: [0, 1] } };
    const shown = { filter: drawn.scale === "log" ? `datum.${field} > 0` : `isValid(datum.${field})` };
    const x = {
      field: "look",
      type: "quantitative",
      title: "step t",
      scale: { nice: false },
      axis: { values: [...new Set(seeds.map(({ look }) => Number(look)))], grid: false, format: "d" },
    };
    const { color, shape } = arms;
    const bound = {
      data: { values: [{ bound: 1 }] },
      mark: { type: "rule", strokeDash: [3, 3], color: "var(--muted)" },
      encoding: { y: { ...y, field: "bound" } },
    };
    return {
      width: "container",
      height: 190,
      layer: [
        ...(drawn === quantities[0] ? [bound] : []),
        {
          data: { name: "seeds" },
          transform: [shown],
          mark: { type: "line", strokeWidth: 0.75, opacity: 0.35 },
          encoding: { x, y: { ...y, field }, color, detail: { field: "seed" } },
        },
        {
          data: { name: "means" },
          transform: [shown],
          mark: { type: "line", strokeWidth: 2.25 },
          encoding: { x, y: { ...y, field }, color },
        },
        {
          data: { name: "means" },
          transform: [shown],
          mark: { type: "point", filled: true, size: 60, opacity: 1 },
          encoding: {
            x,
            y: { ...y, field },
            color,
            shape,
            tooltip: [
              ...tooltips({ arm: "arm", look: "step", seeds: "seeds" }),
              { field, title: drawn.axis, format: drawn.shown },
              { field: "overshoots", title: "seeds above 1", format: ".0%" },
              { field: "share", title: "of all steps above 1", format: ".0%" },
            ],
          },
        },
      ],
    };
  },
  caption: ({ seeds = [] }) =>
    `At every eighth step of full-batch descent, λmax is the greatest curvature of the loss that was seen over the length of the step, and it holds until the next look. Above η λmax = 1, dashed, ` +
    `a step along the sharpest direction goes beyond the lowest point: those steps the claims are about. Below: how much of the step lies along that direction, 100 % where it is all of it: descent that bounces ` +
    `between two walls steps along it, descent that creeps does not. Thin: a seed each. Thick: their mean. n = ${
      seedCount(seeds)
    }. η is the factor of the mean gradient, nine times the learning rate for the sum of nine. A value that is not above 0 has no place on a logarithmic axis.`,
  description({ means = [] }) {
    return `Learning rate times sharpness, and share of the step along the sharpest direction, by step: ${
      means.map(({ arm, look, eta_sharpness, step_on_sharpest }) =>
        `${arm}, step ${look}: ${formatValue(Number(eta_sharpness))}, ${formatValue(Number(step_on_sharpest), "share")}`
      ).join("; ")
    }.`;
  },
  table: {
    data: "means",
    columns: [
      { name: "network", label: "network" },
      { name: "arm", label: "arm" },
      { name: "share", label: "of all steps above 1", unit: "share" },
      { name: "look", label: "step t", unit: "" },
      { name: "eta_sharpness", label: "η λmax", unit: "" },
      { name: "lower", label: "95 % from", unit: "" },
      { name: "upper", label: "to", unit: "" },
      { name: "overshoots", label: "seeds above 1", unit: "share" },
      { name: "step_on_sharpest", label: "step along the sharpest direction", unit: "share" },
      { name: "seeds", label: "seeds", unit: "" },
    ],
  },
  empty: "The sharpness was not measured in this run.",
};
