/** What the sections of this page show of a walk, and how they name its arm. */

import { formatSetting, type Row } from "../../mod.ts";

/** What multiplies the mean gradient, in SQL over `cases`: the learning rate, as many times as the sum of sub-batches has. */
export const effectiveRate =
  "cases.learning_rate * CASE config->>'$.descent.gradient' WHEN 'full batch sum' THEN ceil(train_samples / sub_batch_size) ELSE 1 END";

/**
 * CTEs that the queries of this page begin with. `arms`: the run's cases; `whole` where the batch is all samples, `replaced` where it is drawn
 * with replacement. `looks`: the sharpness along the walks of full-batch descent, each look with the step at which the next one takes over.
 * `regimes`: for each walk the looks that decide at which of its steps descent overshoots, those of full-batch descent with its seed and
 * learning rate; of the sum of sub-batches its own. `judged`: the steps, `overshoots` where that look has eta lambda_max above 1.
 */
export const judgedSteps = `
  arms AS (
    SELECT case_id, network, dataset, learning_rate, batch_size, train_samples, weight_decay, augmentation, descent, seed, status, planned_steps,
      (config->>'$.sampling') IS NOT NULL AS replaced, batch_size = train_samples AND NOT replaced AS whole, ${effectiveRate} AS effective_rate
    FROM cases WHERE run_id = $run
  ), looks AS (
    SELECT case_id, step AS look, lead(step) OVER (PARTITION BY case_id ORDER BY step) AS next_look, value AS sharpness, residual, converged
    FROM measurements WHERE run_id = $run AND name = 'secant_sharpness'
  ), regimes AS (
    SELECT arms.case_id, look, next_look, arms.effective_rate * sharpness AS eta_sharpness
    FROM arms JOIN arms AS decider USING (network, dataset, learning_rate, train_samples, weight_decay, augmentation, seed, descent)
    JOIN looks ON looks.case_id = decider.case_id
    WHERE decider.whole
  ), judged AS (
    SELECT own.case_id, step, cosine, distance, batch_loss, look, eta_sharpness, coalesce(eta_sharpness > 1, FALSE) AS overshoots
    FROM (SELECT * FROM steps WHERE run_id = $run) AS own
    LEFT JOIN regimes ON regimes.case_id = own.case_id AND step >= look AND (step < next_look OR next_look IS NULL)
  )`;

/**
 * One row a walk: its mean cosine over the steps at which GD overshoots, as the claims take it, and over steps 20 to 39; its mean distance over
 * those steps and its last, and how far the noise of its mini-batches alone would have taken it until then. `effective_rate` multiplies the mean
 * gradient: of a sum of sub-batches it is as many times the learning rate. A walk that diverged has no row.
 */
export const walks = `
  WITH ${judgedSteps}, summed AS (
    SELECT case_id, avg(overshoots::INTEGER) AS overshooting,
      avg(cosine) FILTER (overshoots AND isfinite(cosine)) AS cosine, count(cosine) FILTER (overshoots AND isfinite(cosine)) AS cosine_steps,
      avg(cosine) FILTER (step BETWEEN 20 AND 39 AND isfinite(cosine)) AS late_cosine,
      count(cosine) FILTER (step BETWEEN 20 AND 39 AND isfinite(cosine)) AS late_steps,
      avg(distance) FILTER (overshoots) AS distance, count(distance) FILTER (overshoots) AS distance_steps,
      arg_max(distance, step) AS last_distance, arg_max(batch_loss, step) AS loss,
      avg(sqrt(step + 1)) FILTER (overshoots) AS root_steps, sqrt(max(step) + 1) AS last_root
    FROM judged GROUP BY case_id
  ), noise AS (
    SELECT case_id, avg(value) FILTER (isfinite(value)) AS trace FROM measurements
    WHERE run_id = $run AND name = 'gradient_noise' GROUP BY case_id
  )
  SELECT network, dataset, learning_rate, batch_size, train_samples, descent, replaced, whole, seed, effective_rate,
    overshooting, cosine, cosine_steps, late_cosine, late_steps, distance, distance_steps, last_distance, loss,
    learning_rate * sqrt(trace) * root_steps AS alone, learning_rate * sqrt(trace) * last_root AS last_alone
  FROM arms JOIN summed USING (case_id) LEFT JOIN noise USING (case_id)
  WHERE status = 'finished'
  ORDER BY network, dataset, effective_rate, descent, replaced, batch_size, seed`;

/** The arms of some rows, the largest learning rate of the mean gradient first; with replacement next to those without, of the sum of sub-batches last. */
export function ratesOf(rows: readonly Row[]): string[] {
  const ordered = rows.toSorted((a, b) =>
    Number(a.descent !== "SGD") - Number(b.descent !== "SGD") || Number(b.learning_rate) - Number(a.learning_rate) ||
    Number(a.replaced) - Number(b.replaced)
  );
  return [...new Set(ordered.map(({ arm }) => String(arm)))];
}

/** The rows with a column `arm`: the learning rate, and what sets the walk apart from batches of one epoch's order. */
export function withRates(rows: readonly Row[]): readonly Row[] {
  return rows.map((row) => ({
    ...row,
    arm: `η ${formatSetting(Number(row.learning_rate))}${row.descent === "SGD" ? "" : `, ${row.descent}`}${
      row.replaced ? ", with replacement" : ""
    }`,
  }));
}

/** What a batch is called: all samples are GD's. */
export function batchName({ batch_size, whole, descent, replaced }: Row): string {
  const size = Number(batch_size).toLocaleString("en-GB");
  if (descent !== "SGD") return `${size}, ${descent}`;
  return whole ? `${size}, all: GD` : replaced ? `${size}, with replacement` : size;
}

/** The correlation of the noises of two batches of one epoch, which share no sample: -B / (N - B); null where an epoch has one. */
export function correlationWithinEpoch({ batch_size, train_samples }: Row): number | null {
  const [batch, samples] = [Number(batch_size), Number(train_samples)];
  return 2 * batch <= samples ? -batch / (samples - batch) : null;
}
