import { type ChartSection, groupWords, type Row, type RunComparison } from "../../mod.ts";
import { partColours } from "../colours.ts";

/** What each case took in B over what it took in A. */
export const seconds: ChartSection<RunComparison> = {
  kind: "chart",
  title: "The time of each case, B over A",
  data: {
    cases: ({ timings }) =>
      timings.flatMap(({ name, group, seconds }) =>
        seconds.b.flatMap(({ seed, seconds: b }): Row[] => {
          const a = seconds.a.find((one) => one.seed === seed)?.seconds;
          return a === undefined || a <= 0 || b <= 0
            ? []
            : [{ name, where: groupWords(group), seed, a, b, ratio: b / a }];
        })
      ),
  },
  spec({ cases = [] }) {
    const settings = [...new Set(cases.map(({ where }) => String(where)))];
    return {
      width: "container",
      height: Math.max(180, 40 * settings.length),
      layer: [
        {
          data: { values: [{}] },
          mark: { type: "rule", strokeDash: [3, 3], color: "var(--muted)" },
          encoding: { x: { datum: 1 } },
        },
        {
          data: { name: "cases" },
          mark: { type: "point", filled: true, size: 40, opacity: 0.8 },
          encoding: {
            x: {
              field: "ratio",
              type: "quantitative",
              title: "seconds, B / A",
              scale: { type: "log", nice: true },
              axis: { format: "~g", tickCount: 6, domain: false },
            },
            y: {
              field: "where",
              type: "nominal",
              title: null,
              sort: settings,
              axis: { labelLimit: 150, grid: true, domain: false, tickSize: 0 },
            },
            yOffset: { field: "name" },
            color: {
              field: "name",
              scale: { domain: Object.keys(partColours), range: Object.values(partColours) },
            },
            tooltip: [
              { field: "name", title: "time" },
              { field: "where", title: "where" },
              { field: "seed", title: "seed" },
              { field: "a", title: "A, s", format: ".3~g" },
              { field: "b", title: "B, s", format: ".3~g" },
              { field: "ratio", title: "B / A", format: ".3~g" },
            ],
          },
        },
      ],
    };
  },
  caption: ({ cases = [] }) =>
    `Each dot is a case that both runs walked to its end themselves: ${
      cases.length / 2
    }, for training and for measuring. Left of the dashed line B ` +
    "was faster.",
  description({ cases = [] }) {
    const ratios = cases.map(({ ratio }) => Number(ratio));
    return `Seconds of B over those of A, from ${Math.min(...ratios).toPrecision(2)} to ${
      Math.max(...ratios).toPrecision(2)
    }.`;
  },
  table: {
    data: "cases",
    columns: [
      { name: "name", label: "time" },
      { name: "where", label: "where" },
      { name: "seed", label: "seed", unit: "" },
      { name: "a", label: "A, s", unit: "" },
      { name: "b", label: "B, s", unit: "" },
      { name: "ratio", label: "B / A", unit: "" },
    ],
  },
  empty: "No case was walked to its end by both runs themselves.",
};
