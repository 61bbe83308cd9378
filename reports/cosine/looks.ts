import type { Row, TableSection } from "../../mod.ts";
import { meanColumns, meansOverSeeds, placeOf } from "../sections/means.ts";
import { judgedSteps } from "./walks.ts";

const keys = ["network", "dataset", "learning_rate", "descent"];

/** The looks behind the regimes, with what their estimator left over. */
export const looks: TableSection = {
  kind: "table",
  title: "How well the sharpness is known",
  caption:
    "λmax of the mean loss over the evaluation samples in their batches, over the length of the walk's own step: the greatest eigenvalue of the secant Hessian, which sees " +
    "the kinks of ReLU and max pooling that the Hessian at θ does not. Five power iterations give a Rayleigh quotient: a curvature that was seen along one direction, so that the largest may lie above it, not below. " +
    "One above 1 / η therefore decides, converged or not; where none was seen above it, the steps until the next look count as outside. Open are the looks of which that is not sure: neither converged nor above. " +
    "Converged: a residual |Hv − λv| / |λ| of at most 0.3, an error of about its square; given is its median, mean over seeds. λmax and η λmax are means over the looks that converged, as beside the verdicts. η is the factor of the mean gradient.",
  data: `
    WITH ${judgedSteps}
    SELECT network, dataset, learning_rate, descent, seed, any_value(share) AS share, avg(looks.sharpness) FILTER (converged) AS sharpness,
      avg(effective_rate * looks.sharpness) FILTER (converged) AS eta_sharpness, median(residual) AS residual, count(*) AS looks,
      count(*) FILTER (converged) AS converged,
      count(*) FILTER (NOT converged AND NOT coalesce(effective_rate * looks.sharpness > 1, FALSE)) AS open
    FROM arms JOIN looks USING (case_id)
    JOIN (SELECT case_id, avg(overshoots::INTEGER) AS share FROM judged GROUP BY case_id) USING (case_id)
    WHERE whole
    GROUP BY network, dataset, learning_rate, descent, seed ORDER BY network, dataset, descent DESC, learning_rate, seed`,
  derive(rows) {
    const counted = rows.map((row) => ({ ...row, count: Number(row.looks) }));
    const beside = ["sharpness", "eta_sharpness"];
    return meansOverSeeds(counted, { keys, value: "share", count: "count", unit: "share", beside }).map((row): Row => {
      const own = rows.filter((other) => placeOf(other, keys) === placeOf(row, keys));
      const sum = (name: string) => own.reduce((total, other) => total + Number(other[name]), 0);
      const looks = sum("looks");
      return {
        ...row,
        arm: row.descent === "SGD" ? "GD" : row.descent ?? null,
        residual: own.reduce((total, { residual }) => total + Number(residual), 0) / own.length,
        converged: `${sum("converged")} of ${looks}`,
        open: `${sum("open")} of ${looks}`,
      };
    });
  },
  columns: [
    { name: "network", label: "network" },
    { name: "arm", label: "steps follow" },
    { name: "learning_rate", label: "learning rate η", unit: "" },
    { name: "sharpness", label: "λmax", unit: "" },
    { name: "eta_sharpness", label: "η λmax", unit: "" },
    ...meanColumns("steps that overshoot", "share"),
    { name: "converged", label: "converged" },
    { name: "open", label: "open" },
    { name: "residual", label: "residual", unit: "share" },
    { name: "seeds", label: "seeds", unit: "" },
  ],
  empty: "The sharpness was not measured in this run.",
};
