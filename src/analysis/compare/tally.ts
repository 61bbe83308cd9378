import { type Answer, answers } from "./answer.ts";
import type { RunComparison } from "./compare_runs.ts";

/** A comparison in numbers. */
export interface Tally {
  /** Quantities by answer. */
  readonly answers: Readonly<Record<Answer, number>>;
  /** Verdict words that changed, and noise cannot have done it. */
  readonly words: number;
  /** Verdict words that are another one though their value did not move beyond noise; they are no change. */
  readonly flips: number;
  /** Walks that ended otherwise: finished in one run, diverged in the other. */
  readonly endings: number;
  /** Walks whose theta is identical to the end. */
  readonly sameWalks: number;
  /** Walks that both runs have. */
  readonly walks: number;
}

/** Counts what a comparison found. */
export function tallyComparison({ words, quantities, walks }: RunComparison): Tally {
  const count = (answer: Answer) => quantities.filter((one) => one.answer === answer).length;
  return {
    answers: Object.fromEntries(answers.map((answer) => [answer, count(answer)])) as Record<Answer, number>,
    words: words.filter(({ move }) => move === "changed").length,
    flips: words.filter(({ move }) => move === "flipped").length,
    endings: walks.filter(({ status }) => status.a !== status.b).length,
    sameWalks: walks.filter(({ epochs, partsAtEpoch }) => epochs > 0 && partsAtEpoch === undefined).length,
    walks: walks.length,
  };
}

/**
 * Whether something changed: a verdict's word by more than noise, how a walk ended, or a quantity beyond the seeds' noise. Where `exact`,
 * also a walk or a quantity that is not identical bit for bit, whatever the reason.
 */
export function hasChanged(comparison: RunComparison, { exact }: { readonly exact: boolean }): boolean {
  const found = tallyComparison(comparison);
  if (found.words + found.endings + found.answers["beyond noise"] > 0) return true;
  if (!exact) return false;
  return found.sameWalks < found.walks || found.answers.identical < comparison.quantities.length ||
    comparison.walks.some(({ sameRows }) => !sameRows);
}
