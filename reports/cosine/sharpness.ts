import type { Row, TableSection } from "../../mod.ts";
import { meansByPlace, meansOverSeeds, placeOf } from "../sections/means.ts";
import { batchName, walks } from "./walks.ts";

const keys = ["network", "dataset", "learning_rate", "descent", "batch_size", "whole"];

/** The sharpness behind the regimes, with what its estimator left over. */
export const sharpness: TableSection = {
  kind: "table",
  title: "The sharpness, and how well it is known",
  caption:
    "λmax of the mean loss over the evaluation samples in their batches, mean of θ(29) and θ(30) and over seeds, by Lanczos's method. Its residual |Hv − λv| / |λ| " +
    "is given at its worst; the value is wrong by about the residual's square over the gap to the next eigenvalue. Of fewer samples than all it lies " +
    "somewhat above GD's. η is the factor of the mean gradient.",
  data: `
    SELECT network, dataset, learning_rate, descent, batch_size, whole, seed, sharpness, eta_sharpness, residual, converged, looks, products
    FROM (${walks}) WHERE looks > 0`,
  derive(rows) {
    const counted = rows.map((row) => ({ ...row, count: Number(row.looks) }));
    const etaOf = meansByPlace(counted, { keys, value: "eta_sharpness", count: "count" });
    return meansOverSeeds(counted, { keys, value: "sharpness", count: "count" }).map((row): Row => {
      const own = rows.filter((other) => placeOf(other, keys) === placeOf(row, keys));
      const sum = (name: string) => own.reduce((total, other) => total + Number(other[name]), 0);
      const { mean: eta_sharpness = null, lower = null, upper = null } = etaOf(row) ?? {};
      return {
        ...row,
        batch: batchName(row),
        eta_sharpness,
        lower,
        upper,
        residual: Math.max(...own.map(({ residual }) => Number(residual))),
        converged: `${sum("converged")} of ${sum("looks")}`,
        products: sum("products") / sum("looks"),
      };
    });
  },
  columns: [
    { name: "network", label: "network" },
    { name: "learning_rate", label: "learning rate η", unit: "" },
    { name: "batch", label: "batch" },
    { name: "mean", label: "λmax", unit: "" },
    { name: "eta_sharpness", label: "η λmax", unit: "" },
    { name: "lower", label: "95 % from", unit: "" },
    { name: "upper", label: "to", unit: "" },
    { name: "residual", label: "worst residual", unit: "share" },
    { name: "converged", label: "converged" },
    { name: "products", label: "Hessian products each", unit: "" },
    { name: "seeds", label: "seeds", unit: "" },
  ],
  empty: "The sharpness was not measured in this run.",
};
