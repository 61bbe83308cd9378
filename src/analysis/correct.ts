import { holm } from "../math/holm.ts";
import type { Verdict } from "../spec/claim.ts";
import { shownP } from "./decision.ts";

/**
 * The verdicts after Holm's correction: a word stays only if its test also holds, at `level`, with the adjusted p-value. A family is the
 * tested verdicts on one claim's primary groups in a run. Exploratory verdicts keep their words as they are: whoever shows them says so.
 *
 * Source: PROTOCOLS, section 4.
 */
export function correct(verdicts: readonly Verdict[], level: number): Verdict[] {
  const tested = verdicts.filter(({ pValue, exploratory }) => pValue !== undefined && !exploratory);
  const adjusted = new Map<Verdict, { readonly pValue: number; readonly of: number }>();
  for (const family of Map.groupBy(tested, ({ claim, version }) => `${claim} ${version}`).values()) {
    holm(family.map(({ pValue }) => pValue!)).forEach((pValue, index) =>
      adjusted.set(family[index]!, { pValue, of: family.length })
    );
  }
  return verdicts.map((verdict) => {
    const found = adjusted.get(verdict);
    if (found === undefined) return verdict;
    const { pValue: adjustedPValue, of } = found;
    if (verdict.word === "undecided" || adjustedPValue <= 1 - level) return { ...verdict, adjustedPValue };
    const note = `${verdict.word} by itself, but not after Holm's correction over ${of} groups of the claim: ` +
      `p = ${shownP(verdict.pValue!)}, adjusted ${shownP(adjustedPValue)}`;
    return { ...verdict, adjustedPValue, word: "undecided", note: [note, verdict.note].filter(Boolean).join("; ") };
  });
}
