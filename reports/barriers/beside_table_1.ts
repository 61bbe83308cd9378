import type { Row, TableSection } from "../../mod.ts";
import { meansOverSeeds, meanWords, placeOf } from "../sections/means.ts";
import { paperStepsAnEpoch, stepsMade } from "../sections/step_axis.ts";

const keys = ["network", "dataset", "learning_rate", "epoch", "step"];

/** Table 1 in numbers: ours at the claims' tolerance and at smaller ones, and the paper's. */
export const besideTable1: TableSection = {
  kind: "table",
  title: "Beside the paper's Table 1",
  caption:
    "Barriers of more than a thousandth of the loss, as the claims are judged, their rate with its 95 % interval over seeds, and those of more than a millionth " +
    "and of any height. The paper counts barriers among about 450 steps of one walk; it stands beside our larger learning rate, by epoch. Equal " +
    "epochs are not equal steps: an epoch of the paper's has 450, so that its epoch 25 ends at step 11,250, where ours has made as many steps as " +
    "its column says. Samples drawn anew at each point are the released code's way, evaluated at fewer of the steps: barriers of any height.",
  data: `
    SELECT network, dataset, learning_rate, epoch, ${stepsMade} AS step, seed,
      sum(barriers) FILTER (draw = 'fixed' AND tolerance = 1e-3::DOUBLE) AS significant,
      sum(barriers) FILTER (draw = 'fixed' AND tolerance = 1e-6::DOUBLE) AS small,
      sum(barriers) FILTER (draw = 'fixed' AND tolerance = 0) AS any_height,
      sum(barrier_rates.steps) FILTER (draw = 'fixed' AND tolerance = 0) AS judged, significant / judged AS share,
      sum(barriers) FILTER (draw = 'stochastic' AND tolerance = 0) AS redrawn,
      sum(barrier_rates.steps) FILTER (draw = 'stochastic' AND tolerance = 0) AS redrawn_steps
    FROM barrier_rates JOIN (SELECT run_id, case_id, train_samples FROM cases) USING (run_id, case_id)
    WHERE run_id = $run AND case_status <> 'diverged' AND rate IS NOT NULL
    GROUP BY network, dataset, learning_rate, epoch, batch_size, train_samples, seed
    ORDER BY network, dataset, learning_rate DESC, epoch, seed`,
  derive(rows, { suite }) {
    const seeds = Map.groupBy(rows, (row) => placeOf(row, keys));
    const largest = (row: Row) =>
      Math.max(...rows.filter(({ network }) => network === row.network).map((other) => Number(other.learning_rate)));
    return meansOverSeeds(rows, { keys, value: "share", count: "judged", unit: "share" }).map((row) => {
      const published = suite.published.find(({ quantity, network, epoch }) =>
        quantity === "barriers" && network === row.network && epoch === row.epoch &&
        row.learning_rate === largest(row)
      );
      const own = seeds.get(placeOf(row, keys)) ?? [];
      const total = (column: string) => own.reduce((sum, seed) => sum + Number(seed[column] ?? 0), 0);
      return {
        ...row,
        significant: `${total("significant")} of ${total("judged").toLocaleString("en-GB")}`,
        rate: meanWords(row, { unit: "share" }),
        small: total("small"),
        any_height: total("any_height"),
        redrawn: total("redrawn_steps") === 0 ? null : `${total("redrawn")} of ${total("redrawn_steps")}`,
        paper: published === undefined ? null : `${published.value} of about ${published.of}`,
        paper_rate: published?.of === undefined ? null : published.value / published.of,
        paper_step: published === undefined ? null : published.epoch * paperStepsAnEpoch,
      };
    });
  },
  columns: [
    { name: "network", label: "network" },
    { name: "dataset", label: "data set" },
    { name: "learning_rate", label: "η", unit: "" },
    { name: "epoch", label: "epoch", unit: "" },
    { name: "step", label: "steps", unit: "" },
    { name: "significant", label: "barriers", unit: "" },
    { name: "rate", label: "rate", unit: "" },
    { name: "small", label: "at 1e-6", unit: "" },
    { name: "any_height", label: "at 0", unit: "" },
    { name: "seeds", label: "seeds", unit: "" },
    { name: "redrawn", label: "redrawn, at 0", unit: "" },
    { name: "paper", label: "the paper", unit: "" },
    { name: "paper_rate", label: "as a rate", unit: "share" },
    { name: "paper_step", label: "steps", unit: "" },
  ],
  empty: "No step was measured in this run.",
};
