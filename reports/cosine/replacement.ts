import type { Row, TableSection } from "../../mod.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { correlationWithinEpoch, judgedSteps } from "./walks.ts";

const keys = ["network", "dataset", "learning_rate", "batch_size", "train_samples"];

/** What batches of one epoch, which share no sample, do to the cosine of consecutive gradients: the control for W3, W4 and W8a. */
export const replacement: TableSection = {
  kind: "table",
  title: "Batches of one epoch against batches drawn with replacement",
  caption:
    "Mean cosine without and with replacement, over the steps at which GD overshoots. Two batches of one epoch have no sample in common, so that their noises correlate by −B / (N − B), with B samples of N in a batch: " +
    "consecutive gradients point against each other by that alone, within an epoch and not across its end. With replacement batches are independent. The difference is theirs, seed by seed, " +
    "those without replacement minus those with: as far as it reaches, a cosine says nothing of walls.",
  data: `
    WITH ${judgedSteps}, cosines AS (
      SELECT network, dataset, learning_rate, batch_size, train_samples, seed,
        avg(cosine) FILTER (NOT replaced) AS without, avg(cosine) FILTER (replaced) AS with_replacement,
        avg(cosine) FILTER (NOT replaced AND step % (train_samples // batch_size) <> 0) AS within,
        avg(cosine) FILTER (NOT replaced AND step % (train_samples // batch_size) = 0) AS across,
        count(*) FILTER (replaced) AS steps
      FROM judged JOIN arms USING (case_id)
      WHERE descent = 'SGD' AND NOT whole AND status = 'finished' AND overshoots AND isfinite(cosine)
      GROUP BY ALL
    )
    SELECT *, without - with_replacement AS difference FROM cosines
    WHERE difference IS NOT NULL ORDER BY network, dataset, learning_rate, batch_size, seed`,
  derive: (rows) =>
    meansOverSeeds(rows, {
      keys,
      value: "difference",
      count: "steps",
      beside: ["without", "within", "across", "with_replacement"],
    }).map((row): Row => ({ ...row, correlation: correlationWithinEpoch(row) })),
  columns: [
    { name: "network", label: "network" },
    { name: "learning_rate", label: "learning rate η", unit: "" },
    { name: "batch_size", label: "batch size", unit: "" },
    { name: "correlation", label: "−B / (N − B)", unit: "" },
    { name: "without", label: "cosine without", unit: "" },
    { name: "within", label: "within an epoch", unit: "" },
    { name: "across", label: "across its end", unit: "" },
    { name: "with_replacement", label: "with it", unit: "" },
    ...meanColumns("difference", ""),
    { name: "seeds", label: "seeds", unit: "" },
  ],
  empty: "No batch was drawn with replacement where GD overshoots in this run.",
};
