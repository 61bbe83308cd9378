import {
  bySureness,
  type ChartSection,
  groupWords,
  type QuantityComparison,
  type Row,
  type RunComparison,
} from "../../mod.ts";

/** How many quantities are drawn. */
const mostPanels = 12;

/** The paired differences of what moved, seed by seed, with their mean and interval. */
export const differences: ChartSection<RunComparison> = {
  kind: "chart",
  title: "The difference of each seed",
  data: {
    seeds: (comparison) =>
      chosen(comparison).flatMap((one) =>
        one.pairs.map(({ seed, a, b }): Row => ({
          panel: nameOf(one),
          answer: one.answer,
          seed,
          a,
          b,
          difference: b - a,
        }))
      ),
    means: (comparison) =>
      chosen(comparison).flatMap((one): Row[] =>
        one.effect === undefined ? [] : [{
          panel: nameOf(one),
          mean: one.effect.mean,
          lower: one.effect.lower,
          upper: one.effect.upper,
          p: one.adjustedPValue ?? null,
        }]
      ),
  },
  panels(_data, comparison) {
    const panels = chosen(comparison).map((one) => ({
      title: one.name.replaceAll("_", " "),
      note: `${groupWords(one.group)}: ${one.answer}`,
      where: { panel: nameOf(one) },
    }));
    return panels.length === 0 ? [] : [panels];
  },
  spec({ seeds = [] }) {
    const beyond = seeds[0]?.answer === "beyond noise";
    const color = beyond ? "var(--undecided)" : "var(--muted)";
    return {
      width: "container",
      height: 150,
      layer: [
        {
          data: { name: "means" },
          mark: { type: "rect", color, opacity: 0.15 },
          encoding: { y: { field: "lower", type: "quantitative" }, y2: { field: "upper" } },
        },
        {
          data: { name: "means" },
          mark: { type: "rule", color, strokeWidth: 2 },
          encoding: {
            y: { field: "mean", type: "quantitative" },
            tooltip: [
              { field: "mean", title: "mean B − A", format: ".3~g" },
              { field: "lower", title: "from", format: ".3~g" },
              { field: "upper", title: "to", format: ".3~g" },
              { field: "p", title: "p after Holm", format: ".2~g" },
            ],
          },
        },
        {
          data: { values: [{}] },
          mark: { type: "rule", strokeDash: [3, 3], color: "var(--muted)" },
          encoding: { y: { datum: 0 } },
        },
        {
          data: { name: "seeds" },
          mark: { type: "point", filled: true, size: 40, opacity: 1, color },
          encoding: {
            x: {
              field: "seed",
              type: "ordinal",
              title: "seed",
              axis: { labelAngle: 0, grid: false, domain: false, labelOverlap: true },
            },
            y: {
              field: "difference",
              type: "quantitative",
              title: "B − A",
              scale: { zero: false, nice: true },
              axis: { format: "~g", tickCount: 4, domain: false },
            },
            tooltip: [
              { field: "seed", title: "seed" },
              { field: "a", title: "A", format: ".6~g" },
              { field: "b", title: "B", format: ".6~g" },
              { field: "difference", title: "B − A", format: ".3~g" },
            ],
          },
        },
      ],
    };
  },
  caption(_data, comparison) {
    const moved = movedOf(comparison).length;
    const shown = Math.min(moved, mostPanels);
    return `Each dot is a seed's value in B minus its own in A; the line is their mean, the band its 95 % interval, and the dashed line no difference. ` +
      `${shown} of ${moved} quantities that moved, those beyond noise first, of these the claims', and the surest before the others. Each panel has its own scale.`;
  },
  description({ seeds = [], means = [] }) {
    const [one] = means;
    return `Difference of ${seeds.length} seeds${
      one === undefined
        ? ""
        : `: mean ${Number(one.mean).toPrecision(3)}, interval ${Number(one.lower).toPrecision(3)} to ${
          Number(one.upper).toPrecision(3)
        }`
    }.`;
  },
  table: {
    data: "seeds",
    columns: [
      { name: "panel", label: "quantity" },
      { name: "answer", label: "answer" },
      { name: "seed", label: "seed", unit: "" },
      { name: "a", label: "A", unit: "" },
      { name: "b", label: "B", unit: "" },
      { name: "difference", label: "B − A", unit: "" },
    ],
  },
  empty: "Nothing moved by more than rounding: there is no difference to draw.",
};

/** What moved and can be told from noise or not, as `bySureness()` has it. */
function movedOf({ quantities }: RunComparison): QuantityComparison[] {
  return ["beyond noise", "within noise"].flatMap((answer) =>
    bySureness(quantities.filter((one) => one.answer === answer))
  );
}

function chosen(comparison: RunComparison): QuantityComparison[] {
  return movedOf(comparison).slice(0, mostPanels);
}

function nameOf({ name, group }: QuantityComparison): string {
  return `${name.replaceAll("_", " ")}: ${groupWords(group)}`;
}
