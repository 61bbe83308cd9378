import type { Row, TableSection } from "../../mod.ts";
import { withArms } from "../sections/arms.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";

const keys = ["network", "dataset", "learning_rate", "arm", "epoch"];

/** Tables 2 and 3 in numbers: height and its variance over an epoch's steps, ours and the paper's. */
export const besideTables2And3: TableSection = {
  kind: "table",
  title: "Beside the paper's Tables 2 and 3",
  caption:
    "Ours: mean over seeds, the height with its 95 % interval. The variance, nats², is that of the height over the steps of one walk's epoch, as we " +
    "read the number that the paper prints after the height; the paper's is one walk. Last: the share of steps with a minimum inside, and the height " +
    "over these.",
  data: `
    SELECT network, dataset, learning_rate, batch_size, epoch, seed, steps, mean AS height, variance, interior_steps / steps AS inside,
      interior_mean AS inside_height
    FROM heights WHERE run_id = $run AND steps > 0
    ORDER BY network, dataset, learning_rate DESC, batch_size, epoch, seed`,
  derive(read, { suite }) {
    const rows = withArms(read);
    const mean = (value: string) =>
      new Map(meansOverSeeds(rows, { keys, value, count: "steps" }).map((row) => [place(row), row.mean ?? null]));
    const [variance, inside, insideHeight] = [mean("variance"), mean("inside"), mean("inside_height")];
    return meansOverSeeds(rows, { keys, value: "height", count: "steps" }).map((row) => {
      const paper = (quantity: string) =>
        suite.published.find((one) =>
          one.quantity === quantity && one.network === row.network && one.epoch === row.epoch &&
          one.learningRate === row.learning_rate
        )?.value ?? null;
      return {
        ...row,
        variance: variance.get(place(row)) ?? null,
        inside: inside.get(place(row)) ?? null,
        inside_height: insideHeight.get(place(row)) ?? null,
        paper_height: paper("height"),
        paper_variance: paper("height variance"),
      };
    });
  },
  columns: [
    { name: "network", label: "network" },
    { name: "dataset", label: "data set" },
    { name: "arm", label: "learning rate" },
    { name: "epoch", label: "epoch", unit: "" },
    ...meanColumns("height (nats)", ""),
    { name: "variance", label: "variance", unit: "" },
    { name: "paper_height", label: "the paper", unit: "" },
    { name: "paper_variance", label: "variance", unit: "" },
    { name: "inside", label: "inside", unit: "share" },
    { name: "inside_height", label: "height there", unit: "" },
    { name: "seeds", label: "seeds", unit: "" },
  ],
  empty: "No step was measured in this run.",
};

function place(row: Row): string {
  return keys.map((key) => row[key]).join("/");
}
