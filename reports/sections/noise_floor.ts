import type { TableSection } from "../../mod.ts";

/** By how much the loss at one point moves with the make-up of its evaluation batches. */
export const noiseFloor: TableSection = {
  kind: "table",
  title: "Noise floor of the evaluation",
  caption:
    "Standard deviation of the loss at one and the same point when its evaluation samples are cut into other batches, mean over seeds. " +
    "The fixed draw has none of it, as all points of a segment see the same batches; with the stochastic draw a rise below it says nothing.",
  data: `
    SELECT network, dataset, learning_rate, epoch, avg(value) AS noise, min(value) AS least, max(value) AS greatest,
      count(DISTINCT seed) AS seeds, sum(iterations) AS draws
    FROM measurements JOIN cases USING (run_id, case_id)
    WHERE run_id = $run AND name = 'noise_floor' GROUP BY ALL ORDER BY network, dataset, learning_rate DESC, epoch`,
  columns: [
    { name: "network", label: "network" },
    { name: "dataset", label: "data set" },
    { name: "learning_rate", label: "learning rate η", unit: "" },
    { name: "epoch", label: "epoch", unit: "" },
    { name: "noise", label: "noise floor (nats)", unit: "" },
    { name: "least", label: "least seed", unit: "" },
    { name: "greatest", label: "greatest seed", unit: "" },
    { name: "seeds", label: "seeds", unit: "" },
    { name: "draws", label: "evaluations", unit: "" },
  ],
  empty: "The noise floor was not measured in this run.",
};
