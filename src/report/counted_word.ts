import type { Verdict, VerdictWord } from "../spec/claim.ts";

/** What a verdict counts as: its word, which was given after the correction over the claim's primary groups, or that it is exploratory. */
export type CountedWord = VerdictWord | "exploratory";

/** The words that verdicts are counted by, in the order of tables and tallies. */
export const countedWords: readonly CountedWord[] = [
  "supported",
  "contradicted",
  "undecided",
  "not testable",
  "exploratory",
];

/**
 * What a verdict counts as. The word of an exploratory group is not corrected, so that it makes no claim hold and is counted apart.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { countedWord } from "./counted_word.ts";
 *
 * assertEquals(countedWord({ word: "supported" }), "supported");
 * assertEquals(countedWord({ word: "supported", exploratory: true }), "exploratory");
 * ```
 */
export function countedWord({ word, exploratory = false }: Pick<Verdict, "word" | "exploratory">): CountedWord {
  return exploratory ? "exploratory" : word;
}

/** How many verdicts count as this word. */
export function countWord(verdicts: readonly Pick<Verdict, "word" | "exploratory">[], word: CountedWord): number {
  return verdicts.filter((verdict) => countedWord(verdict) === word).length;
}
