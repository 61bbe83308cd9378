import { exactBinomialTest } from "../math/exact_binomial.ts";
import { studentTest } from "../math/student_test.ts";
import type { Criterion, Estimate } from "../spec/claim.ts";
import { confirmed, type Decision, level } from "./decision.ts";
import { estimateMean, estimateShare, exactMethod, type SeedValue } from "./estimate.ts";
import { estimateRho, testRho } from "./estimate_rho.ts";

/** How the mean of such values is estimated, by their unit; `estimateMean()` for others. */
const estimators: Readonly<Record<string, typeof estimateMean>> = { share: estimateShare, rho: estimateRho };

/** Fewer seeds that agree on a share or a rank correlation give no word. */
const leastAgreeing = 3;

/**
 * Supported where the interval lies wholly on the predicted side of the limit, contradicted where wholly on the other, else
 * undecided.
 *
 * The p-value is two-sided, as the interval is: half of it is that of the one-sided test in the direction seen, which is made at
 * (1 - level) / 2. Below 10 seeds, and where seeds agree on a share, interval and test say the same. From 10 seeds on the test is
 * Student's and must hold beside the interval: 10,000 resamples cannot resolve the p-values that Holm's correction asks for, and at
 * 10 seeds BCa is too narrow.
 *
 * A rank correlation has the wider of two intervals and the greater of two p-values: see `estimateRho()`.
 *
 * Where all seeds agree on a share, interval and p-value are the exact binomial's over all their steps, as the seeds themselves leave
 * nothing to go by. A word would then rest on steps alone, so that it also needs three seeds.
 *
 * Source: the criteria from PROTOCOLS, section 1; Student's test beside BCa is ours, see tests/analysis/calibration_test.ts; the three
 * seeds are ours.
 */
export function decideDirection(
  { kind, limit }: Criterion & { readonly kind: "above" | "below" },
  values: readonly SeedValue[],
  unit: string,
): Decision {
  const estimate = estimators[unit]?.(values, level) ?? estimateMean(values, level);
  const { lower, upper } = estimate;
  const side = lower > limit ? "above" : upper < limit ? "below" : undefined;
  const word = side === undefined ? "undecided" : side === kind ? "supported" : "contradicted";
  const pValue = Math.max(test(estimate, limit), unit === "rho" ? testRho(values, limit) : 0);
  const note = noteOn(estimate);
  if (word !== "undecided" && estimate.seeds < leastAgreeing && agree(estimate, unit)) {
    const few = `all seeds agree, but a word needs ${leastAgreeing} seeds`;
    return { word: "undecided", estimate, pValue, note: [few, note].filter(Boolean).join("; ") };
  }
  return confirmed(word, estimate, pValue, note);
}

/** Whether Student's test has nothing to go by, as values that can only be some numbers are the same, but for rounding. */
function agree({ method, deviation }: Estimate, unit: string): boolean {
  return method === exactMethod || unit === "rho" && deviation < 1e-9;
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
