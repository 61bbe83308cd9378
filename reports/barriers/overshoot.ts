import { sharesByStep } from "./shares_by_step.ts";

/** W1b: how many steps go beyond the minimum of their own mini-batch's loss, by a parabola through its ends and by the loss between them. */
export const overshoot = sharesByStep({
  title: "Do steps overshoot the minimum of their own mini-batch?",
  shares: [
    {
      name: "secant ηκ above 1",
      phrase: "overshoot",
      sql: "CASE WHEN isfinite(secant_eta_kappa) THEN (secant_eta_kappa > 1)::INTEGER END",
    },
    { name: "minimum inside", phrase: "have a minimum inside on their own mini-batch", sql: "batch_interior" },
  ],
  axis: "steps that overshoot, %",
  line: "W1b: above 50 %",
  meaning:
    "Secant ηκ is that of the parabola with the mini-batch's slope at the step's start and its losses at both ends, so that it sees the kinks " +
    "of ReLU that lie in the step: above 1 the parabola has its minimum inside. Beside it, at fewer of the steps: the mini-batch's loss itself, evaluated along " +
    "the step, is least strictly inside. A loss that falls ever more slowly, as on samples that are nearly fitted, has a secant ηκ above 1 without a " +
    "minimum inside: only both together tell of a walk that bounces between walls.",
  empty: "The losses of the steps' own mini-batches were not measured in this run.",
});
