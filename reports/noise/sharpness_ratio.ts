import { type ChartSection, formatSetting, formatValue, type Row, type Subject } from "../../mod.ts";
import { armLooks } from "../colours.ts";
import { lookChannels } from "../sections/look_channels.ts";
import { rangeOf } from "../sections/per_network.ts";
import { logTicks } from "../sections/rate_panels.ts";
import { tooltips } from "../sections/tooltips.ts";
import { seedsOfArms } from "./arms.ts";

/** What the matched isotropic noise is compared with, by claim, in the order of the legend. */
const others = [
  { claim: "W10d-sgd", name: "SGD", other: "over SGD", look: armLooks.sgd },
  { claim: "W10d-structured", name: "structured noise", other: "over structured noise", look: armLooks.structured },
];

/** W10d: how much sharper matched isotropic noise is than SGD and than structured noise at the same training loss, as it is judged. */
export const sharpnessRatio: ChartSection = {
  kind: "chart",
  title: "How much sharper isotropic noise of SGD's size is, at the same training loss",
  takeaway({ ratios = [] }) {
    const told = others.flatMap(({ name, other }) => {
      const own = ratios.filter((row) => row.other === other && !row.exploratory);
      return own.length === 0 ? [] : [`${rangeOf(own.map(({ ratio }) => Number(ratio)), "")} times that of ${name}`];
    });
    return told.length === 0 ? "" : `λmax of isotropic noise of the size of SGD's: ${told.join(", ")}.`;
  },
  data: {
    ratios: ({ verdicts }: Subject) =>
      judged(verdicts).map(({ other, verdict: { group, estimate, word, exploratory } }) => ({
        ...placeOf(group),
        other,
        ratio: Math.exp(estimate!.mean),
        lower: finite(Math.exp(estimate!.lower)),
        upper: finite(Math.exp(estimate!.upper)),
        seeds: estimate!.seeds,
        word: exploratory ? `${word}, exploratory` : word,
        exploratory: exploratory ?? false,
      })),
    seeds: ({ verdicts }: Subject) =>
      judged(verdicts).flatMap(({ other, verdict: { group, values } }) =>
        values.map(({ seed, value }) => ({ ...placeOf(group), other, seed, ratio: Math.exp(value) }))
      ),
  },
  panels({ ratios = [] }) {
    // The paper's weight decay before none.
    const ordered = ratios.toSorted((a, b) => Number(b.weight_decay) - Number(a.weight_decay));
    const panels = new Map(ordered.map(({ network = null, weight_decay = null }) => [
      `${network}, weight decay ${formatSetting(Number(weight_decay))}`,
      { network, weight_decay },
    ]));
    return [[...panels].map(([title, where]) => ({ title, where }))];
  },
  spec({ ratios = [], seeds = [] }) {
    const found = others.filter(({ other }) => ratios.some((row) => row.other === other));
    const names = found.map(({ other }) => other);
    const { color, shape } = lookChannels("other", names, found.map(({ look }) => look));
    const shown = [
      1,
      ...ratios.flatMap(({ lower, upper, ratio }) => [lower ?? ratio, upper ?? ratio]),
      ...seeds.map(({ ratio }) => ratio),
    ]
      .map(Number);
    const domain = [Math.min(...shown) / 1.25, Math.max(...shown) * 1.25];
    const y = {
      type: "quantitative",
      title: "ratio of λmax",
      scale: { type: "log", domain, nice: false },
      axis: { ...logTicks(domain), domain: false },
    };
    const x = {
      field: "learning_rate",
      type: "ordinal",
      title: "learning rate η",
      axis: { labelAngle: 0, tickSize: 0, offset: 8, grid: false, domain: false },
    };
    const xOffset = { field: "other", type: "nominal", scale: { domain: names } };
    return {
      width: "container",
      height: 220,
      layer: [
        {
          data: { values: [{ ratio: 1 }] },
          mark: { type: "rule", strokeDash: [3, 3], color: "var(--muted)" },
          encoding: { y: { ...y, field: "ratio" } },
        },
        {
          data: { name: "seeds" },
          mark: { type: "tick", thickness: 1.5, width: 12, opacity: 0.5 },
          encoding: {
            x,
            xOffset,
            color,
            y: { ...y, field: "ratio" },
            tooltip: [...tooltips({ other: "matched noise", seed: "seed" }), {
              field: "ratio",
              title: "ratio",
              format: ".3~g",
            }],
          },
        },
        {
          data: { name: "ratios" },
          transform: [{ filter: "isValid(datum.lower) && isValid(datum.upper)" }],
          mark: { type: "rule", strokeWidth: 1.5 },
          encoding: { x, xOffset, color, y: { ...y, field: "lower" }, y2: { field: "upper" } },
        },
        {
          data: { name: "ratios" },
          mark: { type: "point", filled: true, size: 75, opacity: 1 },
          encoding: {
            x,
            xOffset,
            color,
            shape,
            y: { ...y, field: "ratio" },
            tooltip: [
              ...tooltips({ other: "matched noise", word: "verdict", seeds: "seeds" }),
              { field: "ratio", title: "ratio", format: ".3~g" },
              { field: "lower", title: "from", format: ".3~g" },
              { field: "upper", title: "to", format: ".3~g" },
            ],
          },
        },
      ],
    };
  },
  caption: ({ seeds = [] }) =>
    `Largest eigenvalue of GD with isotropic noise of the trace of SGD's over that of SGD and over that of GD with noise of SGD's covariance, seed by seed at the greater of the two walks' final training losses, ` +
    `each taken where it passes that loss for the last time. W10d is judged by the logarithm of this ratio: above the dashed line isotropic noise is sharper. Ticks: seeds. Marks: geometric mean ` +
    `with its 95 % interval. n = ${seedsOfArms(seeds)}.`,
  description({ ratios = [] }) {
    return `Sharpness of matched isotropic noise at the same training loss: ${
      ratios.map(({ other, learning_rate, ratio }) =>
        `${formatValue(Number(ratio))} times ${other} at η ${learning_rate}`
      )
        .join("; ")
    }.`;
  },
  table: {
    data: "ratios",
    columns: [
      { name: "network", label: "network" },
      { name: "learning_rate", label: "learning rate η", unit: "" },
      { name: "weight_decay", label: "weight decay", unit: "" },
      { name: "other", label: "matched noise" },
      { name: "ratio", label: "ratio", unit: "" },
      { name: "lower", label: "95 % from", unit: "" },
      { name: "upper", label: "to", unit: "" },
      { name: "word", label: "verdict" },
      { name: "seeds", label: "seeds", unit: "" },
    ],
  },
  empty: "No two arms came down to one training loss in this run.",
};

function judged(verdicts: Subject["verdicts"]) {
  return others.flatMap(({ claim, other }) =>
    verdicts.filter((verdict) => verdict.claim === claim && verdict.estimate !== undefined)
      .map((verdict) => ({ other, verdict }))
  );
}

function placeOf(
  { network = null, learning_rate = null, weight_decay = null }: Subject["verdicts"][number]["group"] | Row,
): Row {
  return { network, learning_rate, weight_decay };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
