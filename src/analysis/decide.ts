import { exactBinomialTest } from "../math/exact_binomial.ts";
import { studentTest } from "../math/student_test.ts";
import type { Criterion, Estimate, VerdictWord } from "../spec/claim.ts";
import { estimateMean, estimateShare, exactMethod, type SeedValue } from "./estimate.ts";

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

/**
 * Supported where the interval lies wholly on the predicted side of the limit, contradicted where wholly on the other, else
 * undecided. At least two values.
 *
 * The p-value is two-sided, as the interval is: half of it is that of the one-sided test in the direction seen, which is made at
 * (1 - level) / 2. Below 10 seeds, and where seeds agree on a share, interval and test say the same. From 10 seeds on the test is
 * Student's: 10,000 resamples cannot resolve the p-values that Holm's correction asks for, and at 10 seeds BCa is too narrow.
 *
 * Source: the criteria from PROTOCOLS, section 1; that Student's test stands beside BCa is ours, see tests/analysis/calibration_test.ts.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decide } from "./decide.ts";
 *
 * const seeds = [0, 1].map((seed) => ({ seed, value: 0, count: 100 }));
 * const { word, note } = decide({ kind: "below", limit: 0.01 }, seeds, "share");
 * assertEquals(word, "undecided"); // the bound is 1.5 %
 * assertEquals(note, "none in 200 observations: those of one run are correlated, so the bound is optimistic");
 * ```
 */
export function decide({ kind, limit }: Criterion, values: readonly SeedValue[], unit: string): Decision {
  const estimate = unit === "share" ? estimateShare(values, level) : estimateMean(values, level);
  const { lower, upper } = estimate;
  const side = lower > limit ? "above" : upper < limit ? "below" : undefined;
  const word = side === undefined ? "undecided" : side === kind ? "supported" : "contradicted";
  return { word, estimate, pValue: test(estimate, limit), note: noteOn(estimate) };
}

/** The two-sided p-value of the limit. */
function test({ mean, deviation, seeds, observations, method }: Estimate, limit: number): number {
  if (method === exactMethod) return exactBinomialTest(Math.round(mean * observations), observations, limit);
  const above = studentTest({ mean, deviation, n: seeds }, limit);
  return 2 * Math.min(above, 1 - above);
}

function noteOn({ mean, method, observations }: Estimate): string {
  if (method !== exactMethod) return "";
  const seen = mean === 0 ? "none in" : mean === 1 ? "all of" : "the same share for every seed,";
  return `${seen} ${observations} observations: those of one run are correlated, so the bound is optimistic`;
}
