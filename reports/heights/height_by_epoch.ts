import { type ChartSection, type Data, formatValue } from "../../mod.ts";
import { networkColour } from "../colours.ts";
import { armsOf, seedCount, withArms } from "../sections/arms.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { perNetwork } from "../sections/per_network.ts";
import { seedLayers } from "../sections/seed_layers.ts";
import { paperStepsAnEpoch, stepAxis } from "../sections/step_axis.ts";
import { heightAxis, kindControl, kindParameter, overAll, panelPerPart, parts, seedHeights } from "./seed_heights.ts";

const keys = ["network", "dataset", "learning_rate", "batch_size", "arm", "quantity", "epoch", "step", "kind"];

/** Tables 2 and 3 as a chart: what the mean height of each epoch is made of at each learning rate. */
export const heightByEpoch: ChartSection = {
  kind: "chart",
  title: "How high the walks stay above the floor",
  takeaway: ({ means = [] }) =>
    perNetwork(means.filter(({ kind }) => kind === "all"), (rows) => {
      const largest = armsOf(rows)[0];
      const at = (quantity: string, epoch: number) =>
        Number(
          rows.find((row) => row.arm === largest && row.quantity === quantity && row.epoch === epoch)?.mean ?? 0,
        );
      const shares = [...new Set(rows.map(({ epoch }) => Number(epoch)))].sort((a, b) => a - b).flatMap((epoch) => {
        const height = at("height", epoch);
        return height > 0 ? [`${formatValue(at("depth", epoch) / height, "share")} in epoch ${epoch}`] : [];
      });
      return shares.length === 0 ? "" : `at ${largest} depth makes up ${shares.join(", ")} of the paper's height`;
    }),
  data: { seeds: seedHeights },
  derive(read, { suite }) {
    const seeds = withArms(read.seeds ?? []);
    const networks = new Set(seeds.map(({ network }) => network));
    const paper = suite.published
      .filter(({ quantity, network }) => quantity === "height" && networks.has(network))
      .map(({ network, epoch, learningRate = NaN, value }) => ({
        network,
        quantity: "height",
        epoch,
        step: epoch * paperStepsAnEpoch,
        learning_rate: learningRate,
        arm: `paper, η ${learningRate}`,
        value,
      }));
    const [least] = shownDomain({ seeds, paper });
    const means = meansOverSeeds(seeds, { keys, value: "value", count: "counted" }).map((row) => ({
      ...row,
      // An interval of few seeds may reach below 0, where a logarithmic axis does not.
      shown_lower: row.lower === null ? null : Math.max(least, Number(row.lower)),
    }));
    return { seeds, paper, means };
  },
  controls: [kindControl],
  scale: { label: "heights", value: "log" },
  panels: ({ seeds = [] }) => panelPerPart(seeds, parts.map(({ quantity }) => quantity)),
  spec({ seeds = [], paper = [] }, { all, panel: { where }, scale }) {
    const [arms, paperArms] = [armsOf(seeds), armsOf(paper)];
    const colour = networkColour(String(where.network));
    // All panels have one scale, so that the parts can be held against each other.
    const domain = shownDomain(all);
    const y = scale === "log"
      ? { ...heightAxis(all.seeds ?? [], where.quantity), scale: { type: "log", domain, nice: false } }
      : {
        ...heightAxis([], where.quantity),
        scale: { domain: [0, domain[1]], nice: false },
        axis: { format: "~g", tickCount: 5, domain: false },
      };
    return {
      params: [kindParameter],
      width: "container",
      height: 250,
      encoding: { x: stepAxis({ seeds, paper }), y },
      layer: seedLayers({
        arms: [...arms, ...paperArms],
        looks: [
          ...["circle", "square", "triangle-up", "cross"].slice(0, arms.length).map((shape) => ({ colour, shape })),
          ...["diamond", "triangle-down", "triangle-left", "triangle-right"].slice(0, paperArms.length)
            .map((shape) => ({ colour: "var(--ink)", shape })),
        ],
        value: "value",
        count: "counted",
        format: ".3~g",
        filter: "datum.kind === kind",
        lower: scale === "log" ? "shown_lower" : "lower",
        paper: { value: "value", filter: "kind === 'all'" },
      }),
    };
  },
  caption({ seeds = [] }) {
    const steps = overAll(seeds, "height").reduce((sum, { counted }) => sum + Number(counted), 0);
    return `Ticks: seeds. Dots: mean over seeds with its 95 % interval, cut off at the edges. n = ${
      seedCount(seeds)
    }, ${
      steps.toLocaleString("en-GB")
    } measured steps. Depth is how far the floor, the least loss on the segment, lies below the lower of the step's two ends: 0 without a minimum inside. Asymmetry is ` +
      "half the change of the loss over the step, which any descent has, with walls or without. The paper's height is the sum of the two, the mean of the ends above " +
      "the floor, over all steps; without a minimum inside it is half the change. The claims are about the depth. The paper's epochs have 450 steps, so that they stand further to the right.";
  },
  description({ means = [] }) {
    return `Mean depth, asymmetry and height by steps made and learning rate, over all steps: ${
      means.filter(({ kind }) => kind === "all").map(({ arm, quantity, epoch, mean }) =>
        `${quantity} at ${arm}, epoch ${epoch}: ${formatValue(Number(mean))}`
      ).join("; ")
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
      { name: "kind", label: "steps" },
      { name: "quantity", label: "quantity" },
      ...meanColumns("mean (nats)", ""),
      { name: "seeds", label: "seeds", unit: "" },
      { name: "observations", label: "steps", unit: "" },
    ],
  },
  empty: "No step was measured in this run.",
};

/** The values of all panels, the paper's too, with some room: intervals of few seeds may reach beyond. */
function shownDomain({ seeds = [], paper = [] }: Data): [least: number, greatest: number] {
  const values = [...seeds, ...paper].map(({ value }) => Number(value));
  return [0.6 * Math.min(...values), 1.7 * Math.max(...values)];
}
