/** Questions that are asked of the store again and again, as SQL. The documentation shows them and a test runs them. */
export const exampleQueries: readonly { readonly question: string; readonly sql: string }[] = [
  {
    question: "What does the latest run of each suite say, and in which regime was it asked?",
    sql: `SELECT suite, claim, judged_group, word, mean, lower, upper, seeds, regime, regime_value, note
FROM verdicts JOIN latest_runs USING (run_id)
ORDER BY suite, claim, judged_group`,
  },
  {
    question: "How did the verdicts go over the commits? Versions of a suite or of a criterion do not compare.",
    sql: `SELECT suite, preset, suite_version, claim, version, judged_group, started, left(commit_hash, 12) AS commit,
  dirty, engine, word, mean, lower, upper,
  word <> lag(word) OVER (
    PARTITION BY suite, preset, suite_version, claim, version, judged_group ORDER BY started, run_id
  ) AS changed
FROM verdicts JOIN runs USING (run_id) WHERE status = 'finished'
ORDER BY suite, preset, suite_version, claim, version, judged_group, started`,
  },
  {
    question:
      "How often does a step seem to cross a barrier, on fixed samples and on samples drawn anew at each point? Rates are taken per seed first, then over seeds.",
    sql: `SELECT network, dataset, descent, batch_size, learning_rate, epoch,
  avg(rate) FILTER (draw = 'fixed') AS fixed, avg(rate) FILTER (draw = 'stochastic') AS stochastic,
  stddev_samp(rate) FILTER (draw = 'fixed') AS fixed_deviation, count(DISTINCT seed) AS seeds,
  sum(steps) FILTER (draw = 'fixed') AS steps
FROM barrier_rates JOIN latest_runs USING (run_id)
WHERE suite = 'barriers' AND tolerance = 1e-6
GROUP BY ALL ORDER BY ALL`,
  },
  {
    question: "Does an interior minimum go with eta * kappa > 1?",
    sql: `SELECT network, dataset, learning_rate, epoch, avg(rate_below) AS below_one, avg(rate_above) AS above_one,
  sum(steps_below) AS steps_below, sum(steps_above) AS steps_above
FROM interior_rates JOIN latest_runs USING (run_id)
WHERE suite = 'barriers'
GROUP BY ALL ORDER BY ALL`,
  },
  {
    question:
      "How high do the steps hang above their floor, and does that go with eta^2, as in a quadratic valley? Then the last column is the same for all learning rates.",
    sql: `SELECT network, dataset, epoch, learning_rate, avg(mean) AS height, stddev_samp(mean) AS deviation,
  avg(interior_mean) AS height_over_interior, count(*) AS seeds, avg(mean / learning_rate ** 2) AS height_by_eta_squared
FROM heights JOIN latest_runs USING (run_id)
WHERE suite = 'heights'
GROUP BY ALL ORDER BY ALL`,
  },
  {
    question:
      "Do the walks bounce? Cosines of consecutive gradients after the first 20 steps, and how far the walks came, by descent, batch size and learning rate.",
    sql: `WITH walks AS (
  SELECT run_id, case_id, avg(cosine) FILTER (step >= 20 AND isfinite(cosine)) AS cosine,
    arg_max(distance, step) AS distance
  FROM steps GROUP BY ALL
)
SELECT suite, network, dataset, descent, batch_size, learning_rate, avg(cosine) AS mean_cosine,
  stddev_samp(cosine) AS deviation, avg(distance) AS mean_distance, count(cosine) AS seeds
FROM walks JOIN cases USING (run_id, case_id) JOIN latest_runs USING (run_id)
WHERE cosine IS NOT NULL
GROUP BY ALL ORDER BY ALL`,
  },
  {
    question:
      "In which regime do they bounce? In the sharpest direction a step ends short of the valley's floor where eta * lambda_max is below 1, and gradient descent is not stable above 2.",
    sql: `WITH sharp AS (
  SELECT run_id, case_id, avg(value) AS sharpness, bool_and(converged) AS converged FROM measurements
  WHERE name = 'sharpness' AND isfinite(value) GROUP BY ALL
), walks AS (
  SELECT run_id, case_id, avg(cosine) AS cosine FROM steps WHERE step >= 20 AND isfinite(cosine) GROUP BY ALL
)
SELECT CASE WHEN cases.learning_rate * sharpness < 1 THEN 'below 1'
    WHEN cases.learning_rate * sharpness < 2 THEN '1 to 2' ELSE 'above 2' END AS eta_lambda_max,
  network, descent, count(*) AS walks, avg(cosine) AS mean_cosine,
  count(*) FILTER (cosine < 0) AS below_zero, bool_and(converged) AS all_converged
FROM sharp JOIN walks USING (run_id, case_id) JOIN cases USING (run_id, case_id) JOIN latest_runs USING (run_id)
GROUP BY ALL ORDER BY ALL`,
  },
  {
    question: "Which descent ends better than SGD? Differences to SGD's walk of the same seed and settings.",
    sql: `WITH ends AS (
  SELECT run_id, case_id, arg_max(validation_accuracy, epoch) AS accuracy, arg_max(validation_loss, epoch) AS loss
  FROM epochs GROUP BY ALL
), walks AS (
  SELECT cases.*, accuracy, loss FROM ends JOIN cases USING (run_id, case_id) JOIN latest_runs USING (run_id)
)
SELECT other.network, other.dataset, other.batch_size, other.learning_rate, other.weight_decay, other.descent,
  avg(other.accuracy) AS mean_accuracy, avg(other.accuracy - sgd.accuracy) AS more_accurate,
  stddev_samp(other.accuracy - sgd.accuracy) AS deviation, avg(other.loss - sgd.loss) AS more_loss, count(*) AS seeds
FROM walks AS other JOIN walks AS sgd
  USING (run_id, network, dataset, train_samples, batch_size, learning_rate, momentum, weight_decay, seed)
WHERE other.descent <> 'SGD' AND sgd.descent = 'SGD'
GROUP BY ALL ORDER BY ALL`,
  },
  {
    question:
      "How far does added noise take a walk beside the random walk of the same noise alone, eta * |noise| * sqrt(T)?",
    sql: `WITH walks AS (
  SELECT run_id, case_id, count(*) AS steps, sqrt(sum((learning_rate * noise_norm) ** 2)) AS random_walk,
    arg_max(distance, step) AS distance
  FROM steps WHERE noise_norm IS NOT NULL GROUP BY ALL
)
SELECT network, dataset, descent, cases.learning_rate, cases.weight_decay, avg(walks.steps) AS steps,
  avg(random_walk) AS mean_random_walk, avg(distance) AS mean_distance, avg(distance / random_walk) AS ratio,
  count(*) AS seeds
FROM walks JOIN cases USING (run_id, case_id) JOIN latest_runs USING (run_id)
WHERE momentum = 0 AND cases.status = 'finished'
GROUP BY ALL ORDER BY ALL`,
  },
  {
    question: "What does the segment with the greatest barrier look like?",
    sql: `SELECT run_id, network, learning_rate, seed, step, alpha, segments.loss
FROM segments JOIN (
  FROM measured_steps JOIN latest_runs USING (run_id)
  WHERE isfinite(barrier_excess) ORDER BY barrier_excess DESC LIMIT 1
) USING (run_id, case_id, step)
WHERE draw = 'fixed' ORDER BY alpha`,
  },
  {
    question: "What did the walks cost, each counted once though several runs have its rows?",
    sql: `WITH walks AS (
  SELECT DISTINCT ON (coalesce(taken_from, run_id), coalesce(walk_id, case_id)) cases.*
  FROM cases WHERE steps IS NOT NULL ORDER BY taken_from IS NOT NULL
)
SELECT network, dataset, descent, count(*) AS walks, sum(steps) AS steps, sum(train_seconds) AS train_seconds,
  sum(measure_seconds) AS measure_seconds, 1000 * sum(train_seconds) / sum(steps) AS milliseconds_a_step
FROM walks GROUP BY ALL ORDER BY ALL`,
  },
  {
    question: "What happened in the latest run, in order? Cases that went as planned are left out.",
    sql: `SELECT happened, network, dataset, learning_rate, seed, kind, text
FROM events LEFT JOIN cases USING (run_id, case_id)
WHERE run_id = (SELECT max(run_id) FROM runs) AND NOT (case_id IS NOT NULL AND kind IN ('begun', 'finished', 'taken'))
ORDER BY events.rowid`,
  },
  {
    question: "How fast were training steps, segments and walks over the commits, and how near the machine's own peak?",
    sql: `SELECT name, hostname, engine, engine_threads, started, left(commit_hash, 12) AS commit, dirty, load_before,
  1000 * median AS milliseconds, 1000 * lower_quartile AS lower, 1000 * upper_quartile AS upper, rate, work_unit,
  flop_rate / 1e9 AS gigaflops, peak_share,
  median / lag(median) OVER (PARTITION BY name, work, hostname, engine, engine_threads ORDER BY started) AS to_before
FROM bench_rates JOIN benches USING (bench_id) WHERE kind IN ('step', 'segment', 'walk')
ORDER BY name, hostname, engine, engine_threads, started`,
  },
  {
    question: "Which cases diverged, failed or were interrupted?",
    sql:
      `SELECT run_id, network, dataset, descent, batch_size, learning_rate, seed, status, steps, first_bad_step, error
FROM cases WHERE status <> 'finished' ORDER BY run_id, position`,
  },
];
