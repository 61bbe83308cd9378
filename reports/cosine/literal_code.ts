import type { Row, TableSection } from "../../mod.ts";
import { meansOverSeeds, placeOf } from "../sections/means.ts";
import { effectiveRate, walks } from "./walks.ts";

const keys = ["network", "dataset", "learning_rate", "descent", "effective_rate"];

/** The released code's full batch beside full-batch GD at nine times its learning rate. */
export const literalCode: TableSection = {
  kind: "table",
  title: "The released code's full batch beside full-batch GD",
  caption:
    "The released code adds up the mean gradients of nine sub-batches and does not divide, so that its step at learning rate 0.1 is that of the mean gradient at 0.9. " +
    "Its sub-batches have a ninth of the samples each, and batch normalisation sees one at a time: where GD's have fewer, the two descend on losses that differ by that from the first step on. " +
    "Weight decay, which is multiplied by the learning rate as it is, and rounding make little difference at first, later as much as the walk " +
    "makes of it. Cosine and distance are means over the steps at which the walk itself overshoots, by its own η λmax. Last: by how much the loss differs from that of GD at the same effective rate, the greatest share over seeds, at some steps.",
  data: `
    WITH walks AS (${walks}), losses AS (
      SELECT network, dataset, descent, seed, step, batch_loss,
        ${effectiveRate} AS rate
      FROM steps JOIN cases USING (run_id, case_id) WHERE run_id = $run AND batch_size = train_samples
    ), apart AS (
      SELECT own.network, own.dataset, own.descent, own.seed, own.step, abs(own.batch_loss - other.batch_loss) / other.batch_loss AS apart
      FROM losses AS own JOIN losses AS other
        ON own.network = other.network AND own.dataset = other.dataset AND own.seed = other.seed AND own.step = other.step
          AND abs(own.rate / other.rate - 1) < 1e-9
      WHERE own.descent <> 'SGD' AND other.descent = 'SGD'
    ), greatest AS (
      SELECT network, dataset, descent, max(apart) FILTER (step = 1) AS after_1,
        max(apart) FILTER (step = 10) AS after_10, max(apart) FILTER (step = 39) AS after_39
      FROM apart GROUP BY ALL
    )
    SELECT network, dataset, learning_rate, descent, effective_rate, seed, overshooting, cosine, distance, loss, after_1, after_10, after_39
    FROM walks LEFT JOIN greatest USING (network, dataset, descent)
    WHERE whole AND (descent <> 'SGD' OR EXISTS (
      SELECT 1 FROM walks AS other
      WHERE other.descent <> 'SGD' AND other.network = walks.network AND other.dataset = walks.dataset
        AND abs(other.effective_rate / walks.effective_rate - 1) < 1e-9
    ))
    ORDER BY network, dataset, descent DESC, seed`,
  derive(rows) {
    const counted = rows.map((row) => ({ ...row, count: 1 }));
    const beside = ["overshooting", "cosine", "distance"];
    return meansOverSeeds(counted, { keys, value: "loss", count: "count", beside }).map((row): Row => {
      const { after_1 = null, after_10 = null, after_39 = null } = rows.find((other) =>
        placeOf(other, keys) === placeOf(row, keys)
      ) ?? {};
      return {
        ...row,
        steps_follow: row.descent === "SGD" ? "GD" : row.descent ?? null,
        after_1,
        after_10,
        after_39,
      };
    });
  },
  columns: [
    { name: "network", label: "network" },
    { name: "steps_follow", label: "steps follow" },
    { name: "learning_rate", label: "learning rate η", unit: "" },
    { name: "effective_rate", label: "of the mean gradient", unit: "" },
    { name: "overshooting", label: "overshoot", unit: "share" },
    { name: "cosine", label: "cosine there", unit: "" },
    { name: "distance", label: "distance there", unit: "" },
    { name: "mean", label: "last loss (nats)", unit: "" },
    { name: "after_1", label: "apart at step 1", unit: "share" },
    { name: "after_10", label: "at 10", unit: "share" },
    { name: "after_39", label: "at 39", unit: "share" },
  ],
  empty: "The released code's full batch was not walked in this run.",
};
