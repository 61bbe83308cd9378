import { level } from "../analysis/decision.ts";
import { power, type Sensitivity } from "../analysis/compare/sensitivity.ts";
import { formatValue } from "./format_value.ts";

/**
 * What size of change a comparison could see, a sentence a family and number of seeds, and last how that was computed; none where nothing
 * was tested.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { sensitivityWords } from "./sensitivity_words.ts";
 *
 * const [first] = sensitivityWords([{ of: "claims", tests: 12, seeds: 5, pValue: 0.05 / 12, blindBelow: 2.6, foundFrom: 3.3 }]);
 * assertEquals(first, "Blind below 2.6 sd at 5 seeds, for one of 12 claims' values that moved; a change of 3.3 sd is found in 80 % of comparisons");
 * ```
 */
export function sensitivityWords(sensitivity: readonly Sensitivity[]): string[] {
  if (sensitivity.length === 0) return [];
  const families = new Set(sensitivity.map(({ of }) => of)).size;
  const sentences = sensitivity.map(({ of, tests, seeds, blindBelow, foundFrom }) =>
    `Blind below ${formatValue(blindBelow)} sd at ${seeds} seeds, for one of ${tests.toLocaleString("en-GB")} ${
      of === "claims" ? "claims' values" : "other quantities"
    } that moved; a change of ${formatValue(foundFrom)} sd is found in ${formatValue(power, "share")} of comparisons`
  );
  const percent = formatValue((1 - level) / families, "share");
  return [
    ...sentences,
    `sd: standard deviation over seeds of the paired differences B − A. Computed for Student's test at Holm's first step, p = ${percent} / number of tests`,
  ];
}
