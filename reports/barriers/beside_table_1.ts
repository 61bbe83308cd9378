import type { Row, TableSection } from "../../mod.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";

const keys = ["network", "dataset", "learning_rate", "epoch"];

/** Table 1 in numbers: ours at the criterion's tolerance and the paper's. */
export const besideTable1: TableSection = {
  kind: "table",
  title: "Beside the paper's Table 1",
  caption:
    "Tolerance 1e-6. The paper counts barriers among about 450 steps of one walk; it stands beside our larger learning rate. " +
    "Samples drawn anew at each point are the released code's way, evaluated at fewer of the steps.",
  data: `
    SELECT network, dataset, learning_rate, epoch, seed, sum(barriers) FILTER (draw = 'fixed') AS counted,
      sum(steps) FILTER (draw = 'fixed') AS judged, counted / judged AS share,
      sum(barriers) FILTER (draw = 'stochastic') AS redrawn, sum(steps) FILTER (draw = 'stochastic') AS redrawn_steps
    FROM barrier_rates WHERE run_id = $run AND tolerance = 1e-6::DOUBLE AND rate IS NOT NULL
    GROUP BY ALL ORDER BY network, dataset, learning_rate DESC, epoch, seed`,
  derive(rows, { suite }) {
    const seeds = Map.groupBy(rows, place);
    const largest = (row: Row) =>
      Math.max(...rows.filter(({ network }) => network === row.network).map((other) => Number(other.learning_rate)));
    return meansOverSeeds(rows, { keys, value: "share", count: "judged", unit: "share" }).map((row) => {
      const published = suite.published.find(({ quantity, network, epoch }) =>
        quantity === "barriers" && network === row.network && epoch === row.epoch &&
        row.learning_rate === largest(row)
      );
      const total = (column: string) =>
        (seeds.get(place(row)) ?? []).reduce((sum, seed) => sum + Number(seed[column] ?? 0), 0);
      return {
        ...row,
        counted: `${total("counted")} of ${total("judged")}`,
        redrawn: total("redrawn_steps") === 0 ? null : `${total("redrawn")} of ${total("redrawn_steps")}`,
        paper: published === undefined ? null : `${published.value} of about ${published.of}`,
        paper_rate: published?.of === undefined ? null : published.value / published.of,
      };
    });
  },
  columns: [
    { name: "network", label: "network" },
    { name: "dataset", label: "data set" },
    { name: "learning_rate", label: "learning rate η", unit: "" },
    { name: "epoch", label: "epoch", unit: "" },
    { name: "counted", label: "barriers" },
    ...meanColumns("rate", "share"),
    { name: "seeds", label: "seeds", unit: "" },
    { name: "redrawn", label: "drawn anew" },
    { name: "paper", label: "the paper" },
    { name: "paper_rate", label: "as a rate", unit: "share" },
  ],
  empty: "No step was measured in this run.",
};

function place(row: Row): string {
  return keys.map((key) => row[key]).join("/");
}
