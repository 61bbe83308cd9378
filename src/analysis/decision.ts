import type { Estimate, VerdictWord } from "../spec/claim.ts";

/** The level of every interval, and 1 minus that of every test: PROTOCOLS, section 1. */
export const level = 0.95;

/** What the seeds of one group say about a claim by themselves, before Holm's correction. */
export interface Decision {
  /** The word. */
  readonly word: Exclude<VerdictWord, "not testable">;
  /** The estimate that it rests on. */
  readonly estimate: Estimate;
  /** The p-value of its test: the least 1 - level at which a word other than undecided could be given. */
  readonly pValue: number;
  /** What one should know beside the interval; empty where nothing. */
  readonly note: string;
}

/** A p-value to two digits. */
export function shownP(pValue: number): string {
  return String(Number(pValue.toPrecision(2)));
}

/**
 * The word that the interval gives, where its test gives it too. They differ from 10 seeds on only, where the interval is BCa's
 * and the test Student's.
 */
export function confirmed(word: Decision["word"], estimate: Estimate, pValue: number, note = ""): Decision {
  if (word === "undecided" || pValue <= 1 - level) return { word, estimate, pValue, note };
  const without = `${word} by its interval, but not by Student's t test: p = ${shownP(pValue)}`;
  return { word: "undecided", estimate, pValue, note: [without, note].filter(Boolean).join("; ") };
}
