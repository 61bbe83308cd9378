import type { TableSection } from "../../mod.ts";

/** By how much the loss at one point moves with the make-up of its evaluation batches. */
export const noiseFloor: TableSection = {
  kind: "table",
  title: "Noise floor of the evaluation",
  caption:
    "Standard deviation of the loss at one and the same point, mean over seeds: when its evaluation samples are cut into other batches, " +
    "and when they are also augmented anew, as the released code does where training augments. The fixed draw has none of it, as all " +
    "points of a segment see the same batches; with the stochastic draw a rise below it says nothing.",
  data: `
    SELECT network, dataset, learning_rate, epoch, avg(value) FILTER (name = 'noise_floor') AS reshuffled,
      avg(value) FILTER (name = 'noise_floor_augmented') AS augmented, count(DISTINCT seed) AS seeds,
      max(iterations) AS draws
    FROM measurements JOIN cases USING (run_id, case_id)
    WHERE run_id = $run AND status <> 'diverged' AND name IN ('noise_floor', 'noise_floor_augmented') GROUP BY ALL ORDER BY network, dataset, learning_rate DESC, epoch`,
  columns: [
    { name: "network", label: "network" },
    { name: "dataset", label: "data set" },
    { name: "learning_rate", label: "learning rate η", unit: "" },
    { name: "epoch", label: "epoch", unit: "" },
    { name: "reshuffled", label: "other batches (nats)", unit: "" },
    { name: "augmented", label: "and augmented anew (nats)", unit: "" },
    { name: "seeds", label: "seeds", unit: "" },
    { name: "draws", label: "evaluations a seed", unit: "" },
  ],
  empty: "The noise floor was not measured in this run.",
};
