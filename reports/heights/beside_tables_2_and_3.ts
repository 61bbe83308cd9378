import type { TableSection } from "../../mod.ts";
import { withArms } from "../sections/arms.ts";
import { meansOverSeeds, meanWords } from "../sections/means.ts";
import { stepsMade } from "../sections/step_axis.ts";

const keys = ["network", "dataset", "learning_rate", "arm", "epoch", "step"];

/** Tables 2 and 3 in numbers: height and its variance over an epoch's steps, ours and the paper's. */
export const besideTables2And3: TableSection = {
  kind: "table",
  title: "Beside the paper's Tables 2 and 3",
  caption:
    "Ours: mean over seeds, the height with its 95 % interval. The variance, nats², is that of the height over the steps of one walk's epoch, as we " +
    "read the number that the paper prints after the height; the paper's is one walk, by epoch, and its epochs have 450 steps. Then what the height is made of: " +
    "the mean depth and the mean asymmetry. Last: the share of steps with a minimum inside.",
  data: `
    SELECT network, dataset, learning_rate, batch_size, epoch, ${stepsMade} AS step, seed, count(*) AS steps, avg(height) AS height,
      var_samp(height) AS variance, avg(interior) AS inside, avg(depth) AS depth, avg(asymmetry) AS asymmetry
    FROM measured_steps WHERE run_id = $run AND case_status <> 'diverged' AND isfinite(height)
    GROUP BY network, dataset, learning_rate, batch_size, epoch, train_samples, seed
    ORDER BY network, dataset, learning_rate DESC, batch_size, epoch, seed`,
  derive(read, { suite }) {
    const beside = ["variance", "depth", "asymmetry", "inside"];
    return meansOverSeeds(withArms(read), { keys, value: "height", count: "steps", beside }).map((row) => {
      const paper = (quantity: string) =>
        suite.published.find((one) =>
          one.quantity === quantity && one.network === row.network && one.epoch === row.epoch &&
          one.learningRate === row.learning_rate
        )?.value ?? null;
      return {
        ...row,
        height: meanWords(row),
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
    { name: "step", label: "steps made", unit: "" },
    { name: "height", label: "height (nats)", unit: "" },
    { name: "variance", label: "variance", unit: "" },
    { name: "paper_height", label: "the paper", unit: "" },
    { name: "paper_variance", label: "variance", unit: "" },
    { name: "depth", label: "depth", unit: "" },
    { name: "asymmetry", label: "asymmetry", unit: "" },
    { name: "inside", label: "inside", unit: "share" },
    { name: "seeds", label: "seeds", unit: "" },
  ],
  empty: "No step was measured in this run.",
};
