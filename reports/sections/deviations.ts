import type { TableSection } from "../../mod.ts";

/** Where the run departs from the paper. */
export const deviations: TableSection = {
  kind: "table",
  title: "Where this run departs from the paper",
  caption: "Verdicts hold at this scale. Settings that agree with the paper are not listed.",
  data: "SELECT network, field, paper, here FROM deviations WHERE run_id = $run ORDER BY network, field",
  derive: (rows) =>
    rows.map((row) => ({
      ...row,
      field: String(row.field).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
    })),
  columns: [
    { name: "network", label: "network" },
    { name: "field", label: "setting" },
    { name: "paper", label: "the paper" },
    { name: "here", label: "this run" },
  ],
  empty: "Nowhere: every setting that the paper names is the paper's.",
};
