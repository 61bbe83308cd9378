import { type ChartSection, type Data, formatValue, type Spec } from "../../mod.ts";
import { networkColour } from "../colours.ts";
import { armsOf, panelPerNetwork, seedCount, withArms } from "../sections/arms.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { heightAxis, kindControl, kindParameter, seedHeights } from "./seed_heights.ts";
import { tooltips } from "../sections/tooltips.ts";
import { epochAxis } from "../sections/epoch_axis.ts";
import { perNetwork } from "../sections/per_network.ts";

const keys = ["network", "dataset", "learning_rate", "batch_size", "arm", "epoch", "kind"];

/** Tables 2 and 3 as a chart: the mean height of each epoch at each learning rate. */
export const heightByEpoch: ChartSection = {
  kind: "chart",
  title: "How high the walks stay above the floor",
  takeaway: ({ means = [] }) =>
    perNetwork(means.filter(({ kind }) => kind === "all"), (rows) => {
      const arms = armsOf(rows);
      const [largest, smallest] = [arms[0], arms.at(-1)];
      if (largest === smallest) return "";
      const heights = Map.groupBy(rows, ({ epoch }) => Number(epoch));
      const ratios = [...heights].flatMap(([epoch, own]) => {
        const [above, below] = [largest, smallest].map((arm) => own.find((row) => row.arm === arm)?.mean);
        if (typeof above !== "number" || typeof below !== "number") return [];
        return [`${formatValue(above / below, "")} in epoch ${epoch}`];
      });
      return ratios.length === 0 ? "" : `height at ${largest} over that at ${smallest} is ${ratios.join(", ")}`;
    }),
  data: { seeds: seedHeights },
  derive(read, { suite }) {
    const seeds = withArms(read.seeds ?? []);
    const networks = new Set(seeds.map(({ network }) => network));
    const paper = suite.published
      .filter(({ quantity, network }) => quantity === "height" && networks.has(network))
      .map(({ network, epoch, learningRate = NaN, value }) => ({
        network,
        epoch,
        learning_rate: learningRate,
        arm: `paper, η ${learningRate}`,
        height: value,
      }));
    const [least] = shownDomain({ seeds, paper });
    const means = meansOverSeeds(seeds, { keys, value: "height", count: "counted" }).map((row) => ({
      ...row,
      // An interval of few seeds may reach below 0, where a logarithmic axis does not.
      shown_lower: row.lower === null ? null : Math.max(least, Number(row.lower)),
    }));
    return { seeds, paper, means };
  },
  controls: [kindControl],
  scale: { label: "height", value: "log" },
  panels: ({ seeds = [] }) => [panelPerNetwork(seeds)],
  spec({ seeds = [], paper = [] }, { all, panel: { where }, scale }) {
    const arms = armsOf(seeds);
    const paperArms = armsOf(paper);
    const shown = [...arms, ...paperArms];
    const colour = networkColour(String(where.network));
    const look = (range: string[]) => ({
      field: "arm",
      title: null,
      scale: { domain: shown, range },
      // In one row the legend would be wider than a phone.
    });
    const color = look(shown.map((arm) => arms.includes(arm) ? colour : "var(--ink)"));
    const shape = look([
      ...["circle", "square", "triangle-up", "cross"].slice(0, arms.length),
      ...["diamond", "triangle-down", "triangle-left", "triangle-right"].slice(0, paperArms.length),
    ]);
    const xOffset = { field: "arm", type: "nominal", scale: { domain: shown } };
    const chosen = { filter: "datum.kind === kind" };
    const point = { type: "point", filled: true, size: 75, opacity: 1 };
    return {
      params: [kindParameter],
      width: "container",
      height: 250,
      encoding: {
        x: epochAxis({ seeds, paper }),
        y: scale === "log"
          ? { ...heightAxis(all.seeds ?? []), scale: { type: "log", domain: shownDomain(all), nice: false } }
          : {
            ...heightAxis([]),
            scale: { domain: [0, shownDomain(all)[1]], nice: false },
            axis: { format: "~g", tickCount: 5, domain: false },
          },
      },
      layer: [
        {
          data: { name: "seeds" },
          transform: [chosen],
          mark: { type: "tick", thickness: 1.5, width: 12, opacity: 0.5 },
          encoding: {
            xOffset,
            y: { field: "height", type: "quantitative" },
            color,
            tooltip: [...tooltips({ arm: "arm", seed: "seed", counted: "steps" }), number("height", "mean height")],
          },
        },
        {
          data: { name: "means" },
          transform: [chosen, { filter: "isValid(datum.lower)" }],
          mark: { type: "rule", strokeWidth: 1.5, clip: true },
          encoding: {
            xOffset,
            y: { field: scale === "log" ? "shown_lower" : "lower", type: "quantitative" },
            y2: { field: "upper" },
            color,
          },
        },
        {
          data: { name: "means" },
          transform: [chosen],
          mark: point,
          encoding: {
            xOffset,
            y: { field: "mean", type: "quantitative" },
            color,
            shape,
            tooltip: [
              ...tooltips({ arm: "arm", seeds: "seeds", observations: "steps" }),
              number("mean", "mean"),
              number("lower", "from"),
              number("upper", "to"),
            ],
          },
        },
        {
          data: { name: "paper" },
          transform: [{ filter: "kind === 'all'" }],
          mark: point,
          encoding: {
            xOffset,
            y: { field: "height", type: "quantitative" },
            color,
            shape,
            tooltip: [...tooltips({ arm: "arm" }), number("height", "height")],
          },
        },
      ],
    };
  },
  caption({ seeds = [] }) {
    const steps = seeds.filter(({ kind }) => kind === "all").reduce((sum, { counted }) => sum + Number(counted), 0);
    return `Ticks: seeds. Dots: mean over seeds with its 95 % interval, cut off at the edges. n = ${
      seedCount(seeds)
    }, ${
      steps.toLocaleString("en-GB")
    } measured steps. The height of a step is the mean of its two ends' losses minus the least loss between them; ` +
      "without a minimum inside it is half the step's decrease. The paper's heights are over all steps.";
  },
  description({ means = [] }) {
    return `Mean height by epoch and learning rate, over all steps: ${
      means.filter(({ kind }) => kind === "all")
        .map(({ arm, epoch, mean }) => `${arm}, epoch ${epoch}: ${formatValue(Number(mean))}`).join("; ")
    }.`;
  },
  table: {
    data: "means",
    columns: [
      { name: "network", label: "network" },
      { name: "dataset", label: "data set" },
      { name: "arm", label: "learning rate" },
      { name: "epoch", label: "epoch", unit: "" },
      { name: "kind", label: "steps" },
      ...meanColumns("height (nats)", ""),
      { name: "seeds", label: "seeds", unit: "" },
      { name: "observations", label: "steps", unit: "" },
    ],
  },
  empty: "No step was measured in this run.",
};

/** The heights of all panels, the paper's too, with some room: intervals of few seeds may reach beyond. */
function shownDomain({ seeds = [], paper = [] }: Data): [least: number, greatest: number] {
  const heights = [...seeds, ...paper].map(({ height }) => Number(height));
  return [0.6 * Math.min(...heights), 1.7 * Math.max(...heights)];
}

function number(field: string, title: string): Spec {
  return { field, title, format: ".3~g" };
}
