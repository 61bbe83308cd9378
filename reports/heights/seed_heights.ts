/** What the charts of this page draw: a seed's mean depth, asymmetry and height over all steps of an epoch, and over those with a minimum inside. */

import type { Control, Panel, Row, Spec } from "../../mod.ts";
import { panelPerNetwork } from "../sections/arms.ts";
import { logTicks } from "../sections/rate_panels.ts";
import { stepsMade } from "../sections/step_axis.ts";

/** The parts of a height and the whole of it, as panels are named. */
export const parts = [
  { quantity: "depth", title: "depth below the lower end" },
  { quantity: "asymmetry", title: "asymmetry, half the change" },
  { quantity: "height", title: "the paper's height, their sum" },
] as const;

/** The steps that means are over, by their kind. */
const kinds = `
  SELECT *, 'all' AS kind FROM measured_steps UNION ALL SELECT *, 'inside' FROM measured_steps WHERE interior = 1`;

/**
 * One row a case, kind of steps, quantity and what is in `by`, columns or expressions with their names, each; a mean of 0 has no place on a
 * logarithmic axis. Means of fewer steps than `least` are left out.
 */
export function seedMeans(by: readonly string[], { where = "true", least = 1 } = {}): string {
  const names = by.map((column) => column.split(" AS ").at(-1)!).join(", ");
  return `
    WITH kinds AS (${kinds}), means AS (
      SELECT network, dataset, learning_rate, batch_size, seed, kind, ${
    by.join(", ")
  }, avg(depth) AS depth, avg(asymmetry) AS asymmetry,
        avg(height) AS height, count(*) AS counted
      FROM kinds WHERE run_id = $run AND case_status <> 'diverged' AND isfinite(height) AND ${where}
      GROUP BY ALL HAVING count(*) >= ${least}
    )
    SELECT * FROM means UNPIVOT (value FOR quantity IN (depth, asymmetry, height))
    WHERE value > 0
    ORDER BY network, dataset, quantity, learning_rate DESC, batch_size, ${names}, kind, seed`;
}

/** One row a case, epoch, kind of steps and quantity. */
export const seedHeights = seedMeans(["epoch", `${stepsMade} AS step`]);

/** Which steps a mean is over. */
export const kindControl: Control = {
  parameter: "kind",
  label: "Steps",
  value: "all",
  options: [{ label: "all", value: "all" }, { label: "with a minimum inside", value: "inside" }],
};

/** The parameter that the control sets. */
export const kindParameter = { name: "kind", value: "all" };

/** A row of panels for each network, in it one for each quantity that it has among these. */
export function panelPerPart(rows: readonly Row[], quantities: readonly string[]): Panel[][] {
  return panelPerNetwork(rows).map(({ title, where }) => {
    const own = rows.filter(({ network, dataset }) => network === where.network && dataset === where.dataset);
    return parts
      .filter(({ quantity }) => quantities.includes(quantity) && own.some((row) => row.quantity === quantity))
      .map(({ quantity, title: part }) => ({ title: `${title}: ${part}`, where: { ...where, quantity } }));
  });
}

/** A logarithmic axis for these rows' values. */
export function heightAxis(rows: readonly Row[], quantity: Row[string] | undefined): Spec {
  const values = rows.map(({ value }) => Number(value));
  return { type: "quantitative", title: `mean ${quantity}, nats`, axis: { ...logTicks(values), domain: false } };
}

/** The rows over all steps of one quantity: what a chart says in a line. */
export function overAll(rows: readonly Row[], quantity: string): readonly Row[] {
  return rows.filter((row) => row.kind === "all" && row.quantity === quantity);
}
