import { type ChartSection, formatValue, type MeasureRecord, type Panel } from "../../mod.ts";
import { orderedLooks } from "../colours.ts";
import { armsOf, panelPerNetwork, seedCount } from "../sections/arms.ts";
import { lookChannels } from "../sections/look_channels.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { tooltips } from "../sections/tooltips.ts";
import { settingColumns, withSettings } from "./setting_names.ts";

const panelsInRow = 3;
const keys = ["network", "dataset", ...settingColumns, "arm", "quantity", "epoch"];

/** A chart for each measure that gives numbers: their means by epoch. */
export function measuredQuantities(measures: readonly MeasureRecord[]): ChartSection[] {
  return measures.flatMap(({ name, gives: { values = [], drawn = {}, measurements = [] } = {} }, place) => {
    const columns = [...new Set([...values, ...Object.values(drawn).flat()])].map(columnOf);
    if (columns.length + measurements.length === 0) return [];
    const same = measures.slice(0, place).filter((other) => lettersOf(other.name) === lettersOf(name)).length;
    return [measureChart(same === 0 ? name : `${name} (${same + 1})`, { columns, measurements })];
  });
}

/** What a measure gives: columns of the table `steps`, and measurements by name. */
interface Quantities {
  readonly columns: readonly string[];
  readonly measurements: readonly string[];
}

function measureChart(measure: string, given: Quantities): ChartSection {
  return {
    kind: "chart",
    title: `What was measured: ${wordsOf(measure)}`,
    data: { seeds: valuesOf(given) },
    derive(read) {
      const seeds = withSettings(read.seeds ?? []);
      return { seeds, means: meansOverSeeds(seeds, { keys, value: "value", count: "counted" }) };
    },
    scale: { label: "value", value: "linear" },
    panels: ({ seeds = [] }) =>
      panelPerNetwork(seeds).flatMap(({ title, where }) => {
        const own = seeds.filter(({ network, dataset }) => network === where.network && dataset === where.dataset);
        const panels = [...new Set(own.map(({ quantity }) => String(quantity)))].map((quantity): Panel => ({
          title: `${title}: ${wordsOf(quantity)}`,
          where: { ...where, quantity },
        }));
        return Array.from(
          { length: Math.ceil(panels.length / panelsInRow) },
          (_, row) => panels.slice(row * panelsInRow, (row + 1) * panelsInRow),
        );
      }),
    spec({ seeds = [] }, { panel: { where }, all, scale }) {
      const arms = armsOf(all.seeds ?? []);
      const { color, shape } = lookChannels("arm", arms, orderedLooks(arms.length));
      const logarithmic = scale === "log" && seeds.some(({ value }) => Number(value) > 0);
      const drawn = (field: string) => logarithmic ? [{ filter: `datum.${field} > 0` }] : [];
      const xOffset = { field: "arm", type: "nominal", scale: { domain: arms } };
      const number = (field: string, title: string) => ({ field, title, format: ".3~g" });
      return {
        width: "container",
        height: 210,
        encoding: {
          x: {
            field: "epoch",
            type: "ordinal",
            title: "epoch",
            sort: [...new Set(seeds.map(({ epoch }) => Number(epoch)))].sort((a, b) => a - b),
            axis: { labelAngle: 0, tickSize: 0, offset: 8, grid: false, domain: false },
          },
          y: {
            type: "quantitative",
            title: wordsOf(String(where.quantity)),
            scale: logarithmic ? { type: "log" } : { zero: false, nice: true },
            axis: { format: "~g", tickCount: 5, domain: false },
          },
        },
        layer: [
          {
            data: { name: "seeds" },
            transform: drawn("value"),
            mark: { type: "tick", thickness: 1.5, width: 12, opacity: 0.5 },
            encoding: {
              xOffset,
              y: { field: "value", type: "quantitative" },
              color,
              tooltip: [...tooltips({ arm: "setting", seed: "seed", counted: "values" }), number("value", "mean")],
            },
          },
          {
            data: { name: "means" },
            transform: [{ filter: "isValid(datum.lower)" }, ...drawn("lower")],
            mark: { type: "rule", strokeWidth: 1.5 },
            encoding: { xOffset, y: { field: "lower", type: "quantitative" }, y2: { field: "upper" }, color },
          },
          {
            data: { name: "means" },
            transform: drawn("mean"),
            mark: { type: "point", filled: true, size: 75, opacity: 1 },
            encoding: {
              xOffset,
              y: { field: "mean", type: "quantitative" },
              color,
              shape,
              tooltip: [
                ...tooltips({ arm: "setting", seeds: "seeds", observations: "values" }),
                number("mean", "mean"),
                number("lower", "from"),
                number("upper", "to"),
              ],
            },
          },
        ],
      };
    },
    caption: ({ seeds = [] }) =>
      `Ticks: seeds, each the mean over its measured steps of the epoch. Dots: mean over seeds with its 95 % interval. n = ${
        seedCount(seeds)
      }. What belongs to a whole walk stands at its last epoch; walks that diverged are left out.`,
    description: ({ means = [] }) =>
      `Mean by epoch and setting: ${
        means.map(({ arm, quantity, epoch, mean }) =>
          `${wordsOf(String(quantity))}, ${arm}, epoch ${epoch}: ${formatValue(Number(mean))}`
        ).join("; ")
      }.`,
    table: {
      data: "means",
      columns: [
        { name: "network", label: "network" },
        { name: "dataset", label: "data set" },
        { name: "arm", label: "setting" },
        { name: "quantity", label: "quantity" },
        { name: "epoch", label: "epoch", unit: "" },
        ...meanColumns("mean", ""),
        { name: "seeds", label: "seeds", unit: "" },
        { name: "observations", label: "values", unit: "" },
      ],
    },
    empty: "It gave no number in this run.",
  };
}

/** SQL for the mean of each quantity in each case and epoch, and over how many values. */
function valuesOf({ columns, measurements }: Quantities): string {
  const place = ["network", "dataset", ...settingColumns, "seed"].map((column) => `cases.${column}`).join(", ");
  const kept = "run_id = $run AND status <> 'diverged'";
  const taken = (epoch: string, quantity: string, value: string, from: string, where: string) =>
    `SELECT ${place}, ${epoch} AS epoch, ${quantity} AS quantity, avg(${value}) AS value, count(*) AS counted
      FROM ${from} JOIN cases USING (run_id, case_id) WHERE ${kept} AND isfinite(${value}) AND ${where} GROUP BY ALL`;
  const parts = columns.map((column) =>
    taken("steps.epoch", literal(column), `steps."${column}"`, "steps", `steps."${column}" IS NOT NULL`)
  );
  if (measurements.length > 0) {
    const names = `name IN (${measurements.map(literal).join(", ")})`;
    parts.push(taken("coalesce(measurements.epoch, cases.epochs)", "name", "value", "measurements", names));
  }
  const order = "network, dataset, learning_rate DESC, batch_size, quantity, seed, epoch";
  return `SELECT * FROM (${parts.join(" UNION ALL ")}) ORDER BY ${order}`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A column of the store by its name in a step's row. */
function columnOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A name in code or in the store as a reader sees it. */
function wordsOf(name: string): string {
  return columnOf(name).replaceAll("_", " ");
}

/** What of a name stands in its section's anchor: sections need different ones. */
function lettersOf(name: string): string {
  return wordsOf(name).replace(/[^a-z0-9]+/g, "-");
}
