import { holm } from "../../math/holm.ts";
import { level } from "../decision.ts";
import type { QuantityComparison } from "./answer.ts";

/** The quantities of a comparison that are tested together. */
export interface TestFamily {
  /** Whose values they are. */
  readonly of: "claims" | "others";
  /** The quantities, each with a p-value of its own. */
  readonly tests: readonly QuantityComparison[];
}

/** What is tested, in families that share the 5 % evenly. */
export function testFamilies(comparisons: readonly QuantityComparison[]): TestFamily[] {
  const tested = comparisons.filter(({ pValue }) => pValue !== undefined);
  return [...Map.groupBy(tested, ({ part }) => part === "claim" ? "claims" : "others")]
    .map(([of, tests]): TestFamily => ({ of, tests }));
}

/**
 * The answers after Holm's correction: what moved is beyond noise where its test and its interval both say so. Half of the 5 % goes to the
 * claims' values, of which there are few, and half to all other quantities; where there are only others, or only claims, they have all
 * of it. So in at most 5 % of comparisons of runs that differ by noise alone is anything beyond it.
 *
 * Source: Holm (1979); the halves are a Bonferroni correction over two families, and ours.
 */
export function correctAnswers(comparisons: readonly QuantityComparison[]): QuantityComparison[] {
  const families = testFamilies(comparisons).map(({ tests }) => tests);
  const adjusted = new Map(families.flatMap((family) => {
    const own = holm(family.map(({ pValue }) => pValue!));
    return family.map((one, index) => [one, Math.min(1, families.length * own[index]!)] as const);
  }));
  return comparisons.map((one) => {
    const adjustedPValue = adjusted.get(one);
    if (adjustedPValue === undefined) return one;
    const { lower, upper } = one.effect!;
    const beyond = adjustedPValue <= 1 - level && (lower > 0 || upper < 0);
    return { ...one, adjustedPValue, answer: beyond ? "beyond noise" : "within noise" };
  });
}
