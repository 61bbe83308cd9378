/** Questions that are asked of the store again and again, as SQL. The documentation shows them and a test runs them. */
export const exampleQueries: readonly { readonly question: string; readonly sql: string }[] = [
  {
    question: "What does the latest run of each suite say?",
    sql: `SELECT suite, claim, judged_group, word, mean, lower, upper, seeds, note
FROM verdicts JOIN latest_runs USING (run_id)
ORDER BY suite, claim`,
  },
  {
    question: "How often does a step cross a barrier, by epoch? Rates are taken per seed first, then over seeds.",
    sql: `SELECT network, learning_rate, epoch, avg(rate) AS mean, stddev_samp(rate) AS deviation,
  count(rate) AS seeds, sum(steps) AS steps
FROM barrier_rates JOIN latest_runs USING (run_id)
WHERE draw = 'fixed' AND tolerance = 1e-6
GROUP BY ALL ORDER BY ALL`,
  },
  {
    question: "Does an interior minimum go with eta * kappa > 1?",
    sql: `SELECT network, learning_rate, epoch, avg(rate_below) AS below_one, avg(rate_above) AS above_one
FROM interior_rates JOIN latest_runs USING (run_id)
GROUP BY ALL ORDER BY ALL`,
  },
  {
    question: "How high do the steps hang above their floor?",
    sql: `SELECT network, learning_rate, epoch, avg(mean) AS height, avg(interior_mean) AS height_over_interior
FROM heights JOIN latest_runs USING (run_id)
GROUP BY ALL ORDER BY ALL`,
  },
  {
    question: "What does the segment with the greatest barrier look like?",
    sql: `SELECT alpha, loss
FROM segments JOIN (
  FROM measured_steps JOIN latest_runs USING (run_id)
  WHERE isfinite(barrier_excess) ORDER BY barrier_excess DESC LIMIT 1
) USING (run_id, case_id, step)
WHERE draw = 'fixed' ORDER BY alpha`,
  },
  {
    question: "Which cases diverged, failed or were interrupted, and what did the others cost?",
    sql: `SELECT run_id, network, learning_rate, seed, status, first_bad_step, error,
  train_seconds, measure_seconds
FROM cases ORDER BY status = 'finished', run_id, position`,
  },
  {
    question: "What did the walks cost, each counted once though several runs have its rows?",
    sql: `SELECT network, dataset, count(*) AS walks, sum(steps) AS steps, sum(train_seconds) AS train_seconds,
  sum(measure_seconds) AS measure_seconds
FROM cases WHERE taken_from IS NULL AND steps IS NOT NULL
GROUP BY ALL ORDER BY ALL`,
  },
  {
    question: "Which commits and engines have answered the same question?",
    sql: `SELECT config_hash, suite, preset, run_id, commit_hash, dirty, engine, engine_version, seconds
FROM runs WHERE status = 'finished' ORDER BY config_hash, started`,
  },
];
