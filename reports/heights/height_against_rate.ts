import { type ChartSection, type Data, formatValue, type Row } from "../../mod.ts";
import { networkColour } from "../colours.ts";
import { seedCount } from "../sections/arms.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { heightAxis, kindControl, kindParameter, overAll, panelPerPart, seedHeights } from "./seed_heights.ts";
import { perNetwork } from "../sections/per_network.ts";

const line = ["network", "dataset", "batch_size", "quantity", "kind", "epoch"];

/** Depth, and the paper's height beside it, against eta on logarithmic axes, beside lines of slope 2: the quadratic's eta^2. */
export const heightAgainstRate: ChartSection = {
  kind: "chart",
  title: "Does the depth grow as the square of the learning rate?",
  takeaway({ seeds = [] }) {
    const slopes = perNetwork(overAll(seeds, "depth"), (rows) => {
      const rates = ratesOf(rows);
      const [least, most] = [Math.min(...rates), Math.max(...rates)];
      const epochs = [...Map.groupBy(rows, ({ epoch }) => Number(epoch))].flatMap(([epoch, own]) => {
        // A seed's own slope, then the mean over seeds, as the claim takes it.
        const slopesOf = own.filter((row) => row.learning_rate === most).flatMap((above) => {
          const below = own.find((row) =>
            row.learning_rate === least && row.seed === above.seed && row.batch_size === above.batch_size
          );
          return below === undefined
            ? []
            : [Math.log(Number(above.value) / Number(below.value)) / Math.log(most / least)];
        }).filter(Number.isFinite);
        const sum = slopesOf.reduce((total, slope) => total + slope, 0);
        return slopesOf.length === 0 ? [] : [`${formatValue(sum / slopesOf.length, "")} in epoch ${epoch}`];
      });
      return epochs.length === 0 ? "" : epochs.join(", ");
    });
    return slopes === "" ? "" : `The exponent p of depth ~ ηᵖ, which is 2 on a quadratic: ${slopes}`;
  },
  data: { seeds: seedHeights },
  derive({ seeds: read = [] }) {
    const lines = [...Map.groupBy(read, place).values()].filter((rows) => ratesOf(rows).length > 1);
    const seeds = lines.flat();
    const means = meansOverSeeds(seeds, { keys: [...line, "learning_rate"], value: "value", count: "counted" });
    return { seeds, means, squares: [...Map.groupBy(means, place).values()].flatMap(square) };
  },
  controls: [kindControl],
  panels: ({ seeds = [] }) => panelPerPart(seeds, ["depth", "height"]),
  spec({ seeds = [] }, { panel: { where } }) {
    const rates = ratesOf(seeds);
    const epochs = [...new Set(seeds.map(({ epoch }) => Number(epoch)))].sort((a, b) => a - b);
    const color = networkColour(String(where.network));
    const x = {
      field: "learning_rate",
      type: "quantitative",
      title: "learning rate η",
      scale: { type: "log", domain: [Math.min(...rates) / 1.2, Math.max(...rates) * 1.2], nice: false },
      axis: { values: rates, format: "~g", grid: false },
    };
    const y = {
      ...heightAxis(seeds, where.quantity),
      field: "value",
      scale: { type: "log", nice: false, padding: 12 },
    };
    const epoch = {
      field: "epoch",
      type: "nominal",
      title: "epoch",
      scale: {
        domain: epochs,
        range: ["circle", "square", "triangle-up", "diamond", "cross"].slice(0, epochs.length),
      },
    };
    const chosen = { filter: "datum.kind === kind" };
    const detail = [{ field: "epoch" }, { field: "batch_size" }];
    return {
      params: [kindParameter],
      width: "container",
      height: 250,
      encoding: { x },
      layer: [
        {
          data: { name: "squares" },
          transform: [chosen],
          mark: { type: "line", strokeDash: [4, 3], strokeWidth: 1, color: "var(--muted)" },
          encoding: { y, detail },
        },
        {
          data: { name: "seeds" },
          transform: [chosen],
          mark: { type: "line", strokeWidth: 1, opacity: 0.35, color },
          encoding: { y, detail: [...detail, { field: "seed" }] },
        },
        {
          data: { name: "means" },
          transform: [chosen],
          mark: { type: "line", strokeWidth: 2, color },
          encoding: { y: { ...y, field: "mean" }, detail },
        },
        {
          data: { name: "means" },
          transform: [chosen],
          mark: { type: "point", filled: true, size: 75, opacity: 1, color },
          encoding: {
            y: { ...y, field: "mean" },
            detail,
            shape: epoch,
            tooltip: [
              { field: "epoch", title: "epoch" },
              { field: "learning_rate", title: "η" },
              { field: "mean", title: "mean", format: ".3~g" },
              { field: "lower", title: "from", format: ".3~g" },
              { field: "upper", title: "to", format: ".3~g" },
              { field: "seeds", title: "seeds" },
            ],
          },
        },
      ],
    };
  },
  caption: ({ seeds = [] }) =>
    `Thin: a seed each. Thick: their mean, one line an epoch. Dashed: slope 2 through the mean at the largest learning rate, as of symmetric bounces ` +
    `on a quadratic at the same gradient and curvature. Logarithmic axes, ` +
    `which leave out a mean of 0. The claims are about the depth; the height has the asymmetry in it. n = ${
      seedCount(seeds)
    }.`,
  description({ means = [] }) {
    return `Mean depth and height against learning rate on logarithmic axes, over all steps: ${
      means.filter(({ kind }) => kind === "all").map(({ quantity, epoch, learning_rate, mean }) =>
        `${quantity} in epoch ${epoch}, η ${learning_rate}: ${formatValue(Number(mean))}`
      )
        .join("; ")
    }.`;
  },
  table: {
    data: "means",
    columns: [
      { name: "network", label: "network" },
      { name: "dataset", label: "data set" },
      { name: "learning_rate", label: "learning rate η", unit: "" },
      { name: "epoch", label: "epoch", unit: "" },
      { name: "kind", label: "steps" },
      { name: "quantity", label: "quantity" },
      ...meanColumns("mean (nats)", ""),
      { name: "seeds", label: "seeds", unit: "" },
    ],
  },
  empty: "No network was walked at two learning rates in this run.",
};

function place(row: Row): string {
  return line.map((key) => row[key]).join("/");
}

function ratesOf(rows: Data[string]): number[] {
  return [...new Set(rows.map(({ learning_rate }) => Number(learning_rate)))].sort((a, b) => a - b);
}

/** The two ends of the line of slope 2 through the mean at the largest learning rate. */
function square(means: readonly Row[]): Row[] {
  const rates = ratesOf(means);
  const largest = rates.at(-1)!;
  const end = means.find(({ learning_rate }) => learning_rate === largest)!;
  return [rates[0]!, largest].map((learning_rate) => ({
    ...Object.fromEntries(line.map((key) => [key, end[key] ?? null])),
    learning_rate,
    value: Number(end.mean) * (learning_rate / largest) ** 2,
  }));
}
