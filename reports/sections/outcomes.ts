import type { OutcomesSection } from "../../mod.ts";

/** Where the claims hold, in a column for each combination of these settings. */
export function outcomes(columns: readonly string[], more = ""): OutcomesSection {
  return {
    kind: "outcomes",
    title: "Where the claims hold",
    caption:
      "✓ supported, ✗ contradicted, ? undecided, – not testable. In outline: exploratory, a setting that is not among those named before the run; its " +
      "word is not corrected and makes no claim hold. Each claim was registered with its criterion before the run and is judged for each " +
      `setting by itself; it leads to its effects and intervals.${more}`,
    columns,
  };
}
