import type { Verdict } from "../spec/claim.ts";

/** What the verdicts on one claim say together, best first: what a reader in a hurry looks for. */
export const claimStates = ["holds everywhere", "holds in part", "depends", "contradicted", "open", "not run"] as const;

/** See `claimState()`. */
export type ClaimState = typeof claimStates[number];

/**
 * What the verdicts on one claim, one a setting, say together; settings that are not testable say nothing. It `holds everywhere` where each
 * supports it, `holds in part` where some do and none contradicts, `depends` where some do and some contradict, is `contradicted` where only
 * that is to be had, `open` where none decides, and `not run` without a verdict.
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
 * ```
 */
export function claimState(verdicts: readonly Pick<Verdict, "word">[]): ClaimState {
  if (verdicts.length === 0) return "not run";
  const testable = verdicts.filter(({ word }) => word !== "not testable");
  const supported = testable.filter(({ word }) => word === "supported").length;
  const contradicted = testable.some(({ word }) => word === "contradicted");
  if (supported === 0) return contradicted ? "contradicted" : "open";
  if (contradicted) return "depends";
  return supported === testable.length ? "holds everywhere" : "holds in part";
}
