/** What the sections of this page show of a walk, and how they name its arm. */

import { formatSetting, type Row } from "../../mod.ts";

/** What multiplies the mean gradient, in SQL over `cases`: the learning rate, as many times as the sum of sub-batches has. */
export const effectiveRate =
  "cases.learning_rate * CASE config->>'$.descent.gradient' WHEN 'full batch sum' THEN train_samples // sub_batch_size ELSE 1 END";

/**
 * One row a walk: the mean cosine of its late steps and the sharpness, as the claims take them, its distance after the last step and how
 * far the noise of its mini-batches alone would have taken it. `effective_rate` multiplies the mean gradient: of a sum of sub-batches it is as
 * many times the learning rate. A walk that diverged has no row.
 */
export const walks = `
  SELECT cases.network, dataset, cases.learning_rate, batch_size, train_samples, descent, seed,
    batch_size = train_samples AS whole,
    ${effectiveRate} AS effective_rate,
    cosine, late_steps, distance, loss, sharpness, effective_rate * sharpness AS eta_sharpness, residual, converged, looks, products,
    trace, cases.learning_rate * sqrt(planned_steps * trace) AS alone
  FROM cases
  LEFT JOIN (
    SELECT case_id, avg(cosine) AS cosine, count(*) AS late_steps FROM steps
    WHERE run_id = $run AND step BETWEEN 20 AND 39 AND isfinite(cosine) GROUP BY case_id
  ) USING (case_id)
  LEFT JOIN (
    SELECT case_id, arg_max(distance, step) AS distance, arg_max(batch_loss, step) AS loss FROM steps
    WHERE run_id = $run GROUP BY case_id
  ) USING (case_id)
  LEFT JOIN (
    SELECT case_id, avg(value) FILTER (isfinite(value)) AS sharpness, max(residual) AS residual,
      count(*) FILTER (converged) AS converged, count(*) AS looks, sum(iterations) AS products
    FROM measurements WHERE run_id = $run AND name = 'sharpness' GROUP BY case_id
  ) USING (case_id)
  LEFT JOIN (
    SELECT case_id, avg(value) FILTER (isfinite(value)) AS trace FROM measurements
    WHERE run_id = $run AND name = 'gradient_noise' GROUP BY case_id
  ) USING (case_id)
  WHERE cases.run_id = $run AND cases.status = 'finished'
  ORDER BY cases.network, dataset, effective_rate, descent, batch_size, seed`;

/** The arms of some rows, the largest learning rate of the mean gradient first; of the sum of sub-batches last. */
export function ratesOf(rows: readonly Row[]): string[] {
  const ordered = rows.toSorted((a, b) =>
    Number(a.descent !== "SGD") - Number(b.descent !== "SGD") || Number(b.learning_rate) - Number(a.learning_rate)
  );
  return [...new Set(ordered.map(({ arm }) => String(arm)))];
}

/** The rows with a column `arm`: the learning rate, and the descent where that is not the mean gradient of a batch. */
export function withRates(rows: readonly Row[]): readonly Row[] {
  return rows.map((row) => ({
    ...row,
    arm: `η ${formatSetting(Number(row.learning_rate))}${row.descent === "SGD" ? "" : `, ${row.descent}`}`,
  }));
}

/** What a batch is called: all samples are GD's. */
export function batchName({ batch_size, whole, descent }: Row): string {
  const size = Number(batch_size).toLocaleString("en-GB");
  if (descent !== "SGD") return `${size}, ${descent}`;
  return whole ? `${size}, all: GD` : size;
}
