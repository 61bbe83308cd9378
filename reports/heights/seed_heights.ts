/** The heights that the charts of this page draw: a seed's mean over all steps of an epoch, and over those with a minimum inside. */

import type { Control } from "../../mod.ts";

/** One row a case, epoch and kind of steps; heights that are 0 have no place on a logarithmic axis. */
export const seedHeights = `
  WITH kinds AS (
    SELECT *, 'all' AS kind, mean AS height, steps AS counted FROM heights
    UNION ALL SELECT *, 'inside', interior_mean, interior_steps FROM heights
  )
  SELECT network, dataset, learning_rate, batch_size, seed, epoch, kind, height, counted FROM kinds
  WHERE run_id = $run AND height > 0 AND isfinite(height)
  ORDER BY network, dataset, learning_rate DESC, batch_size, epoch, kind, seed`;

/** Which steps a mean is over. */
export const kindControl: Control = {
  parameter: "kind",
  label: "Steps",
  value: "all",
  options: [{ label: "all", value: "all" }, { label: "with a minimum inside", value: "inside" }],
};

/** The parameter that the control sets. */
export const kindParameter = { name: "kind", value: "all" };

/** A logarithmic axis of heights, ruled at 1, 2 and 5 of each decade. */
export const heightAxis = {
  type: "quantitative",
  title: "height, nats",
  axis: {
    values: Array.from({ length: 10 }, (_, decade) => [1, 2, 5].map((digit) => Number(`${digit}e${decade - 8}`)))
      .flat(),
    format: "~g",
    domain: false,
  },
} as const;
