/** Where each finished walk ended, and how much noise its steps had. */

import { walks } from "./arms.ts";

/**
 * One row a walk that does not switch. `noise_norm`: root mean square over the steps of the norm of what a descent adds to the gradient; for
 * SGD it is `own_noise`, that of a mini-batch gradient's own noise, whose square is measured now and then along every walk and taken as
 * linear between. `predicted`: the root-mean-square distance of a random walk of that noise alone, eta |noise| sqrt(T).
 */
export const ends = `
  WITH ${walks}, walked AS (
    SELECT case_id, sqrt(avg(noise_norm ** 2)) AS added, arg_max(distance, step) AS distance
    FROM steps WHERE run_id = $run GROUP BY case_id
  ), spans AS (
    SELECT case_id, value, lead(value, 1, value) OVER later AS next, lead(step, 1, planned_steps) OVER later - step AS span
    FROM (SELECT case_id, step, value FROM measurements WHERE run_id = $run AND name = 'gradient_noise') JOIN walks USING (case_id)
    WINDOW later AS (PARTITION BY case_id ORDER BY step)
  ), noisy AS (
    SELECT case_id, sqrt(sum(span * (value + next) / 2) / sum(span)) AS own_noise FROM spans GROUP BY case_id
  ), measured AS (
    SELECT case_id, arg_max(value, epoch) FILTER (name = 'training_loss') AS training_loss,
      arg_max(value, epoch) FILTER (name = 'sharpness' AND coalesce(converged, TRUE)) AS sharpness,
      arg_max(value, epoch) FILTER (name = 'norm_without_gamma') AS norm_without_gamma,
      arg_max(value, epoch) FILTER (name = 'norm_gamma') AS norm_gamma,
      arg_max(value, epoch) FILTER (name = 'effective_rate') AS effective_rate
    FROM measurements WHERE run_id = $run GROUP BY case_id
  ), validated AS (
    SELECT case_id, arg_max(validation_accuracy, epoch) AS validation_accuracy FROM epochs WHERE run_id = $run GROUP BY case_id
  )
  SELECT network, dataset, learning_rate, weight_decay, family, factor, convention, descent, seed,
    training_loss, validation_accuracy, sharpness, distance, norm_without_gamma, norm_gamma, effective_rate, own_noise,
    coalesce(added, CASE WHEN family = 'mini-batch' THEN own_noise END) AS noise_norm,
    learning_rate * noise_norm * sqrt(planned_steps) AS predicted
  FROM walks JOIN walked USING (case_id) LEFT JOIN measured USING (case_id) LEFT JOIN noisy USING (case_id) LEFT JOIN validated USING (case_id)
  WHERE status = 'finished' AND switch_step IS NULL`;

/** The order of those rows; a query around them has it last, as it keeps no order of what it reads. */
export const endsInOrder =
  "ORDER BY network, dataset, learning_rate, weight_decay DESC, factor DESC, convention, descent, seed";
