import { sharesByStep } from "./shares_by_step.ts";

/** W1b: how many steps pass a minimum of their own mini-batch's loss, and how many would by a parabola through its ends. */
export const ownMinimum = sharesByStep({
  title: "Do steps pass a minimum of their own mini-batch?",
  shares: [
    { name: "minimum inside", phrase: "pass a minimum of their own mini-batch", sql: "batch_interior" },
    {
      name: "secant ηκ above 1",
      phrase: "would by the secant",
      sql: "CASE WHEN isfinite(secant_eta_kappa) THEN (secant_eta_kappa > 1)::INTEGER END",
    },
  ],
  axis: "steps that pass a minimum, %",
  line: "W1b: above 50 %",
  meaning:
    "Minimum inside: the loss of the step's own mini-batch, evaluated along the step at some of the measured steps, is least strictly inside, as " +
    "where a walk bounces between walls. Beside it, secant ηκ: of the parabola with that loss's slope at the step's start and its values at both " +
    "ends, which sees the kinks of ReLU that lie in the step; above 1 the parabola has its minimum inside. A loss that falls ever more slowly, as " +
    "on samples that are nearly fitted, has a secant ηκ above 1 without a minimum inside.",
  empty: "The losses of the steps' own mini-batches were not measured in this run.",
});
