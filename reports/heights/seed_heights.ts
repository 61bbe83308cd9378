/** The heights that the charts of this page draw: a seed's mean over all steps of an epoch, and over those with a minimum inside. */

import type { Control, Row, Spec } from "../../mod.ts";
import { logTicks } from "../sections/rate_panels.ts";

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

/** A logarithmic axis for these rows' heights. */
export function heightAxis(rows: readonly Row[]): Spec {
  const heights = rows.map(({ height }) => Number(height));
  return { type: "quantitative", title: "height, nats", axis: { ...logTicks(heights), domain: false } };
}
