/** The store's aggregates: computed when they are read, never stored. */

import { benchRates } from "./bench_tables.ts";
import type { View } from "./table.ts";

/** What identifies a case in every view, and is grouped by. */
const caseKeys = "run_id, case_id, network, dataset, descent, learning_rate, batch_size, seed, case_status";

/** A barrier is not looked for on the step's own mini-batch. */
const drawMeaning = "fixed: the same evaluation samples at every point; stochastic: drawn anew at each";

const measuredSteps: View = {
  name: "measured_steps",
  comment: "The steps whose segment was evaluated, with the columns of their case",
  from: ["steps", "cases"],
  columns: {
    learning_rate: "Learning rate eta of the case",
    step_learning_rate: "Learning rate eta of this step",
    case_status: "Status of the case: a diverged case has rows up to its first bad step",
  },
  sql: `
    SELECT steps.* EXCLUDE (learning_rate), steps.learning_rate AS step_learning_rate,
      cases.network, cases.parameters, cases.dataset, cases.train_samples, cases.evaluation_samples,
      cases.evaluation_batch_size, cases.augmentation, cases.learning_rate, cases.momentum, cases.weight_decay,
      cases.batch_size, cases.sub_batch_size, cases.descent, cases.points, cases.seed, cases.status AS case_status
    FROM steps JOIN cases USING (run_id, case_id)
    WHERE loss_to IS NOT NULL`,
};

const barriers: View = {
  name: "barriers",
  comment: "One row a measured step, draw and tolerance: whether its segment crosses a barrier",
  from: ["measured_steps"],
  columns: {
    draw: drawMeaning,
    excess: "Greatest inner loss minus the greater end, for this draw; NULL for certified steps [nats]",
    certified: "Whether a part of the evaluation samples showed that there is no barrier: --certify",
    scale: "The greater of the fixed ends' losses, for the stochastic draw also [nats]",
    tolerance: "Share of scale that excess must exceed",
    barrier:
      "excess > tolerance * scale, false for certified steps; NULL where one of them is not a number or scale is infinite",
  },
  sql: `
    WITH draws AS (
      SELECT * EXCLUDE (certified), 'fixed' AS draw, barrier_excess AS excess, coalesce(certified = 1, false) AS certified
      FROM measured_steps
      UNION ALL
      SELECT * EXCLUDE (certified), 'stochastic', stochastic_barrier_excess, false FROM measured_steps
    )
    SELECT ${caseKeys}, epoch, step, draw, tolerance, excess, certified, greatest(loss_from, loss_to) AS scale,
      CASE WHEN certified THEN false
        WHEN isfinite(scale) AND NOT isnan(excess) THEN excess > tolerance * scale END AS barrier
    FROM draws, (VALUES (0::DOUBLE), (1e-6), (1e-4), (1e-3)) AS tolerances(tolerance)
    WHERE certified OR excess IS NOT NULL`,
};

const barrierRates: View = {
  name: "barrier_rates",
  comment: "Barriers by run, case, epoch, draw and tolerance",
  from: ["barriers"],
  columns: {
    draw: drawMeaning,
    barriers: "Steps that cross a barrier",
    steps: "Steps that were judged",
    not_finite: "Steps that could not be judged as their losses are not finite",
    rate: "barriers / steps; NULL without steps",
  },
  sql: `
    SELECT ${caseKeys}, epoch, draw, tolerance, count(*) FILTER (barrier) AS barriers, count(barrier) AS steps,
      count(*) - count(barrier) AS not_finite, avg(barrier::INTEGER) AS rate
    FROM barriers GROUP BY ALL`,
};

const interiorRates: View = {
  name: "interior_rates",
  comment: "Steps with a minimum strictly inside their segment, by run, case and epoch, also by eta_kappa",
  from: ["measured_steps"],
  columns: {
    interior_steps: "Steps with an interior minimum",
    steps: "Steps that were judged",
    not_finite: "Steps that were not judged as a loss of their segment's ends is not finite",
    rate: "interior_steps / steps; NULL without steps",
    interior_steps_above: "interior_steps among those with eta_kappa > 1",
    steps_above: "steps among those with eta_kappa > 1",
    rate_above: "rate among those with eta_kappa > 1; NULL without steps",
    interior_steps_below: "interior_steps among those with eta_kappa <= 1",
    steps_below: "steps among those with eta_kappa <= 1",
    rate_below: "rate among those with eta_kappa <= 1; NULL without steps",
  },
  sql: `
    WITH judged AS (
      SELECT *, isfinite(loss_from) AND isfinite(loss_to) AND NOT isnan(interior) AS finite, finite AND interior = 1 AS inside,
        finite AND NOT isnan(eta_kappa) AND eta_kappa > 1 AS above, finite AND eta_kappa <= 1 AS below
      FROM measured_steps WHERE interior IS NOT NULL
    )
    SELECT ${caseKeys}, epoch,
      count(*) FILTER (inside) AS interior_steps, count(*) FILTER (finite) AS steps, count(*) - steps AS not_finite,
      interior_steps / nullif(steps, 0) AS rate,
      count(*) FILTER (above AND inside) AS interior_steps_above, count(*) FILTER (above) AS steps_above,
      interior_steps_above / nullif(steps_above, 0) AS rate_above,
      count(*) FILTER (below AND inside) AS interior_steps_below, count(*) FILTER (below) AS steps_below,
      interior_steps_below / nullif(steps_below, 0) AS rate_below
    FROM judged GROUP BY ALL`,
};

const heights: View = {
  name: "heights",
  comment: "Heights by run, case and epoch, over the steps whose height is finite",
  from: ["measured_steps"],
  columns: {
    steps: "Steps that the mean rests on",
    not_finite: "Steps left out as their height is not finite",
    mean: "Mean height [nats]",
    variance: "Sample variance of the height; NULL for one step [nats^2]",
    interior_steps: "Steps among them with an interior minimum",
    interior_mean: "Mean height over those; NULL without any [nats]",
  },
  sql: `
    SELECT ${caseKeys}, epoch, count(*) FILTER (isfinite(height)) AS steps, count(*) - steps AS not_finite,
      avg(height) FILTER (isfinite(height)) AS mean, var_samp(height) FILTER (isfinite(height)) AS variance,
      count(*) FILTER (isfinite(height) AND interior = 1) AS interior_steps,
      avg(height) FILTER (isfinite(height) AND interior = 1) AS interior_mean
    FROM measured_steps WHERE height IS NOT NULL GROUP BY ALL`,
};

const latestRuns: View = {
  name: "latest_runs",
  comment: "The latest finished run of each suite",
  from: ["runs"],
  columns: {},
  sql: `
    SELECT * FROM runs WHERE status = 'finished'
    QUALIFY row_number() OVER (PARTITION BY suite ORDER BY started DESC, run_id DESC) = 1`,
};

/** The views, each after those that it rests on. */
export const views: readonly View[] = [
  measuredSteps,
  barriers,
  barrierRates,
  interiorRates,
  heights,
  latestRuns,
  benchRates,
];
