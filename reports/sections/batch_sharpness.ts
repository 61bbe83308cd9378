import type { TableSection } from "../../mod.ts";
import { withArms } from "./arms.ts";
import { meansByPlace, meansOverSeeds, meanWords } from "./means.ts";

const keys = ["network", "dataset", "learning_rate", "arm", "epoch"];

/** Batch sharpness against the edge of stochastic stability. */
export const batchSharpness: TableSection = {
  kind: "table",
  title: "Batch sharpness beside 2 / η",
  caption:
    "κ = g′Hg / g′g of the step's own mini-batch, g its gradient and H its Hessian: its mean over an epoch's steps is batch sharpness. " +
    "Walks that have come to the edge of stochastic stability keep it near 2 / η, a share of 1. Mean over seeds with its 95 % interval.",
  data: `
    SELECT network, dataset, learning_rate, batch_size, epoch, seed, 2 / learning_rate AS edge,
      avg(kappa) AS kappa, avg(eta_kappa) / 2 AS ratio, count(*) AS steps
    FROM measured_steps WHERE run_id = $run AND case_status <> 'diverged' AND isfinite(kappa)
    GROUP BY network, dataset, learning_rate, batch_size, epoch, seed
    ORDER BY network, dataset, learning_rate DESC, batch_size, epoch, seed`,
  derive(read) {
    const rows = withArms(read);
    const sharpnessAt = meansByPlace(rows, { keys, value: "kappa", count: "steps" });
    return meansOverSeeds(rows, { keys, value: "ratio", count: "steps", beside: ["edge"] }).map((row) => ({
      ...row,
      sharpness: meanWords(sharpnessAt(row)),
      share: meanWords(row),
    }));
  },
  columns: [
    { name: "network", label: "network" },
    { name: "dataset", label: "data set" },
    { name: "arm", label: "learning rate" },
    { name: "epoch", label: "epoch", unit: "" },
    { name: "sharpness", label: "batch sharpness", unit: "" },
    { name: "edge", label: "2 / η", unit: "" },
    { name: "share", label: "share of it, ηκ / 2", unit: "" },
    { name: "seeds", label: "seeds", unit: "" },
    { name: "observations", label: "steps", unit: "" },
  ],
  empty: "κ was not measured in this run.",
};
