import type { Verdict } from "../spec/claim.ts";
import { countWord } from "./counted_word.ts";

/** What the verdicts on one claim say together, best first: what a reader in a hurry looks for. */
export const claimStates = ["holds everywhere", "holds in part", "depends", "contradicted", "open", "not run"] as const;

/** See `claimState()`. */
export type ClaimState = typeof claimStates[number];

/**
 * What the verdicts on one claim, one a setting, say together; settings that are exploratory or not testable say nothing. It `holds everywhere`
 * where each supports it, `holds in part` where some do and none contradicts, `depends` where some do and some contradict, is `contradicted`
 * where only that is to be had, `open` where none decides, and `not run` without a verdict.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { claimState } from "./claim_state.ts";
 *
 * assertEquals(claimState([{ word: "supported" }, { word: "not testable" }]), "holds everywhere");
 * assertEquals(claimState([{ word: "supported" }, { word: "undecided" }]), "holds in part");
 * assertEquals(claimState([{ word: "supported" }, { word: "contradicted" }]), "depends");
 * assertEquals(claimState([{ word: "contradicted" }, { word: "undecided" }]), "contradicted");
 * assertEquals(claimState([{ word: "not testable" }]), "open");
 * assertEquals(claimState([{ word: "supported", exploratory: true }, { word: "undecided" }]), "open");
 * ```
 */
export function claimState(verdicts: readonly Pick<Verdict, "word" | "exploratory">[]): ClaimState {
  if (verdicts.length === 0) return "not run";
  const [supported, contradicted] = [countWord(verdicts, "supported"), countWord(verdicts, "contradicted")];
  if (supported === 0) return contradicted > 0 ? "contradicted" : "open";
  if (contradicted > 0) return "depends";
  return countWord(verdicts, "undecided") === 0 ? "holds everywhere" : "holds in part";
}
