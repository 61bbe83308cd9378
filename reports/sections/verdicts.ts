import type { VerdictsSection } from "../../mod.ts";

/** The claims with their verdicts; `more` is what a suite's readers must know besides. */
export function verdicts(more = ""): VerdictsSection {
  return {
    kind: "verdicts",
    title: "The claims and their verdicts",
    caption:
      `Each claim was registered with its criterion before the run and is judged for each setting by itself.${more} The settings that were named ` +
      "before the run are primary: their words hold after Holm's correction over them. The others are exploratory, in outline: their words " +
      "are not corrected and make no claim hold. In the small pictures the dot is the mean over seeds, the bar its interval, each tick a seed and " +
      "the dashed line the criterion; the ends of their scale, one for each claim, stand above them.",
  };
}
