import { holm } from "../../math/holm.ts";
import { mannWhitneyTest } from "../../math/mann_whitney.ts";
import { quantile } from "../../math/statistics.ts";
import { level } from "../decision.ts";

/** What something took in two runs. */
export interface SecondsComparison {
  /** Median seconds in both runs. */
  readonly median: { readonly a: number; readonly b: number };
  /** The second median over the first: below 1 is faster. */
  readonly ratio: number;
  /** Of the Mann-Whitney test, two-sided. */
  readonly pValue: number;
  /** The same after Holm's correction over all that is compared together. */
  readonly adjustedPValue: number;
  /** Which run was faster by that test, at 5 %; too few to tell where nothing could have been seen, however much they differ. */
  readonly answer: "faster" | "slower" | "no difference seen" | "too few to tell";
}

/** Compares the seconds of both runs, each pair by its medians and the Mann-Whitney test, with Holm's correction over all pairs. */
export function compareSeconds(
  pairs: readonly { readonly a: readonly number[]; readonly b: readonly number[] }[],
): SecondsComparison[] {
  const pValues = pairs.map(({ a, b }) => mannWhitneyTest(a, b));
  const adjusted = holm(pValues);
  return pairs.map(({ a, b }, index) => {
    const median = { a: medianOf(a), b: medianOf(b) };
    const ratio = median.b / median.a;
    const adjustedPValue = adjusted[index]!;
    const told = adjustedPValue <= 1 - level && ratio !== 1;
    // Holm's first step is the hardest: where even the least p-value cannot pass it, none can.
    const blind = pairs.length * leastPValue(a.length, b.length) > 1 - level;
    const unseen = blind ? "too few to tell" : "no difference seen";
    const answer = !told ? unseen : ratio < 1 ? "faster" : "slower";
    return { median, ratio, pValue: pValues[index]!, adjustedPValue, answer };
  });
}

/** The p-value where each value of one sample is above all of the other. */
function leastPValue(m: number, n: number): number {
  return mannWhitneyTest(Array.from({ length: m }, (_, i) => -1 - i), Array.from({ length: n }, (_, i) => 1 + i));
}

function medianOf(values: readonly number[]): number {
  return quantile(values.toSorted((x, y) => x - y), 0.5);
}
