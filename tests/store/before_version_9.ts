/** The step columns that version 9 of the store added. */
export const columnsOfVersion9 = [
  "cosine_two_apart",
  "secant_eta_kappa",
  "depth",
  "asymmetry",
  "step_slope",
  "step_curvature",
  "bowl_interior",
];

/** SQL that takes from a store's tables what version 9 added. */
export const beforeVersion9 = [
  ...columnsOfVersion9.map((column) => `ALTER TABLE steps DROP COLUMN ${column};`),
  "ALTER TABLE verdicts DROP COLUMN exploratory;",
].join("\n");
