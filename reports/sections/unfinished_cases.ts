import type { TableSection } from "../../mod.ts";

/** The cases that did not come to their end: divergence is a result, a failure is not. */
export const unfinishedCases: TableSection = {
  kind: "table",
  title: "Cases that diverged or failed",
  caption: "A diverged case keeps its rows up to the first step whose loss, gradient or parameters are not finite.",
  data: `
    SELECT network, dataset, learning_rate, batch_size, seed, status, steps, first_bad_step, error
    FROM cases WHERE run_id = $run AND status <> 'finished' ORDER BY position`,
  columns: [
    { name: "network", label: "network" },
    { name: "dataset", label: "data set" },
    { name: "learning_rate", label: "learning rate η", unit: "" },
    { name: "batch_size", label: "batch size", unit: "" },
    { name: "seed", label: "seed", unit: "" },
    { name: "status", label: "status" },
    { name: "steps", label: "steps made", unit: "" },
    { name: "first_bad_step", label: "first step not finite", unit: "" },
    { name: "error", label: "error" },
  ],
  empty: "None: every case of the run finished.",
};
