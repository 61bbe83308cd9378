import { sharesByStep } from "./shares_by_step.ts";

/** W1 and its null: how many steps have a minimum inside, and how many would in a quadratic bowl, where the bowl was measured. */
export const minimumInside = sharesByStep({
  title: "A minimum inside: more often than in a bowl without walls?",
  shares: [
    {
      name: "minimum inside",
      phrase: "have a minimum inside",
      sql: "CASE WHEN isfinite(bowl_interior) THEN interior END",
    },
    { name: "in the bowl", phrase: "would have one in the bowl", sql: "bowl_interior" },
  ],
  axis: "steps with a minimum inside, %",
  line: "W1: above 50 % and the bowl",
  meaning:
    "Both are over the steps at which the bowl was measured; that most steps have a minimum inside is judged over all measured ones. The bowl is quadratic, with the slope and the curvature of the evaluation loss " +
    "along the step at its start. Where the loss stands still on average such a bowl has its minimum inside nearly every step, without any walls: " +
    "only what lies above it tells of them.",
  empty: "The slope and curvature of the evaluation loss were not measured in this run.",
});
