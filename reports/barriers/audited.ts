import type { TableSection } from "../../mod.ts";
import { withArms } from "../sections/arms.ts";
import { meansByPlace, meansOverSeeds, meanWords } from "../sections/means.ts";

const keys = ["network", "dataset", "learning_rate", "arm", "epoch", "evaluation_samples", "samples"];

/** How often what is decided on the evaluation samples is what all training samples decide. */
export const audited: TableSection = {
  kind: "table",
  title: "Would all training samples decide alike?",
  caption:
    "At some of the measured steps the segment was evaluated once more, on all training samples. In how many of them both decide alike: whether the step " +
    "has a minimum inside, and whether it crosses a barrier of a thousandth of the loss; mean over seeds with its 95 % interval. Last: the mean " +
    "height on all samples over that on the evaluation samples, at the same steps.",
  data: `
    WITH looks AS (
      PIVOT (
        SELECT measured_steps.*, measurements.name AS look, measurements.value, measurements.samples
        FROM measurements JOIN measured_steps USING (run_id, case_id, step)
        WHERE run_id = $run AND case_status <> 'diverged' AND measurements.name IN ('audit_interior', 'audit_barrier', 'audit_height')
      ) ON look IN ('audit_interior', 'audit_barrier', 'audit_height') USING first(value)
      GROUP BY network, dataset, learning_rate, batch_size, epoch, evaluation_samples, samples, seed, step, height
    )
    SELECT network, dataset, learning_rate, batch_size, epoch, evaluation_samples, samples, seed, count(*) AS steps,
      avg(audit_interior) AS inside, avg(audit_barrier) AS barrier, sum(audit_height) / nullif(sum(height), 0) AS height
    FROM looks GROUP BY ALL ORDER BY network, dataset, learning_rate DESC, batch_size, epoch, seed`,
  derive(read) {
    const rows = withArms(read);
    const barrierAt = meansByPlace(rows, { keys, value: "barrier", count: "steps", unit: "share" });
    return meansOverSeeds(rows, { keys, value: "inside", count: "steps", unit: "share", beside: ["height"] }).map((
      row,
    ) => ({
      ...row,
      inside: meanWords(row, { unit: "share" }),
      barrier: meanWords(barrierAt(row), { unit: "share" }),
    }));
  },
  columns: [
    { name: "network", label: "network" },
    { name: "dataset", label: "data set" },
    { name: "arm", label: "learning rate" },
    { name: "epoch", label: "epoch", unit: "" },
    { name: "evaluation_samples", label: "decided on", unit: "" },
    { name: "samples", label: "all samples", unit: "" },
    { name: "observations", label: "steps", unit: "" },
    { name: "seeds", label: "seeds", unit: "" },
    { name: "inside", label: "minimum inside alike", unit: "" },
    { name: "barrier", label: "barrier alike", unit: "" },
    { name: "height", label: "height", unit: "" },
  ],
  empty: "No step was audited in this run: it was not asked for, or all training samples are evaluated anyway.",
};
