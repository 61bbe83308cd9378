import type { TableSection } from "../../mod.ts";
import { meanColumns, meansOverSeeds } from "../sections/means.ts";
import { byPanel } from "../sections/rate_panels.ts";
import { withArms } from "./arms.ts";
import { ends } from "./ends.ts";

const keys = ["network", "dataset", "learning_rate", "arm", "descent", "decayed"];

/** What weight decay takes off the norms, seed by seed: its share in the orders of W10c. */
export const decayShare: TableSection = {
  kind: "table",
  title: "How much of that is weight decay's",
  caption:
    "The norm without γ after the last step at the largest weight decay of the run minus that at 0, seed by seed, with the 95 % interval of its mean, and as a share of the norm at 0; beside it the same of γ's norm. " +
    "Where arms differ by more than this, it is not weight decay that sets them apart.",
  data: `
    WITH ended AS (
      SELECT network, dataset, learning_rate, weight_decay, family, descent, seed, norm_without_gamma, norm_gamma FROM (${ends})
    )
    SELECT network, dataset, learning_rate, family, descent, seed, decayed.weight_decay AS decayed, bare.norm_without_gamma AS at_0,
      decayed.norm_without_gamma - bare.norm_without_gamma AS difference, difference / bare.norm_without_gamma AS share,
      decayed.norm_gamma - bare.norm_gamma AS difference_of_gamma, 1 AS count
    FROM ended AS decayed JOIN ended AS bare USING (network, dataset, learning_rate, family, descent, seed)
    WHERE bare.weight_decay = 0 AND decayed.weight_decay > 0 AND decayed.weight_decay = (SELECT max(weight_decay) FROM ended)
    ORDER BY network, dataset, learning_rate, seed`,
  derive: (rows) =>
    meansOverSeeds(withArms(rows), {
      keys,
      value: "difference",
      count: "count",
      beside: ["at_0", "share", "difference_of_gamma"],
    }).toSorted(byPanel),
  columns: [
    { name: "network", label: "network" },
    { name: "learning_rate", label: "learning rate η", unit: "" },
    { name: "descent", label: "arm" },
    { name: "decayed", label: "weight decay", unit: "" },
    { name: "at_0", label: "norm at 0", unit: "" },
    ...meanColumns("minus that", ""),
    { name: "share", label: "as a share", unit: "share" },
    { name: "difference_of_gamma", label: "of γ", unit: "" },
    { name: "seeds", label: "seeds", unit: "" },
  ],
  empty: "No arm was walked with and without weight decay in this run.",
};
