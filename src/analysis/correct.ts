import { exactMethod } from "./estimate.ts";
import { holm } from "../math/holm.ts";
import type { Verdict } from "../spec/claim.ts";
import { shownP } from "./decision.ts";

/**
 * The verdicts after Holm's correction: a word stays only if its test also holds, at `level`, with the adjusted p-value. The family
 * is all verdicts given that were tested, so give it those of a suite in a run: whoever reads its page reads them together.
 *
 * Where all seeds agree Student's test is degenerate: its p-value is 0, and Holm's procedure sets such a verdict aside first. It keeps its
 * word, which then rests on the exact bound, a guard of ours that no correction is made for.
 *
 * Source: PROTOCOLS, section 1; that the family is the suite's verdicts in one run is our reading.
 */
export function correct(verdicts: readonly Verdict[], level: number): Verdict[] {
  const tested = verdicts.filter(({ pValue, estimate }) => pValue !== undefined && estimate?.method !== exactMethod);
  const adjusted = new Map(holm(tested.map(({ pValue }) => pValue!)).map((p, index) => [tested[index]!, p]));
  return verdicts.map((verdict) => {
    const adjustedPValue = adjusted.get(verdict);
    if (adjustedPValue === undefined) return verdict;
    if (verdict.word === "undecided" || adjustedPValue <= 1 - level) return { ...verdict, adjustedPValue };
    const note = `${verdict.word} by itself, but not after Holm's correction over ${tested.length} verdicts: ` +
      `p = ${shownP(verdict.pValue!)}, adjusted ${shownP(adjustedPValue)}`;
    return { ...verdict, adjustedPValue, word: "undecided", note: [note, verdict.note].filter(Boolean).join("; ") };
  });
}
