import { exactBinomialInterval } from "../math/exact_binomial.ts";
import { studentTest } from "../math/student_test.ts";
import type { Criterion, Estimate } from "../spec/claim.ts";
import { confirmed, type Decision, level } from "./decision.ts";
import {
  countedMethod,
  describeDependence,
  estimateMean,
  estimateShare,
  isRare,
  type SeedValue,
  testShare,
} from "./estimate.ts";
import { estimateRho, testRho } from "./estimate_rho.ts";

/** Fewer seeds that agree to the digit give no word: they leave Student's test nothing to go by. */
const leastAgreeing = 3;

/** Seeds whose rank correlations leave such a gap between them fall into two groups: half of the range of rho. */
const groupsGap = 1;

/**
 * Supported where the interval lies wholly on the predicted side of the limit, contradicted where wholly on the other, else
 * undecided.
 *
 * The p-value is two-sided, as the interval is: half of it is that of the one-sided test in the direction seen, which is made at
 * (1 - level) / 2. From 10 seeds on the test is Student's and must hold beside the interval: 10,000 resamples cannot resolve the p-values
 * that Holm's correction asks for, and at 10 seeds BCa is too narrow.
 *
 * A share that is rare, or held against a rare limit, must hold by counts too, with the wider of two intervals and the greater of two
 * p-values: see `estimateShare()`. So must a rank correlation: see `estimateRho()`; and seeds whose rank correlations fall into two groups have no mean that
 * could be judged.
 *
 * Source: the criteria from PROTOCOLS, sections 1 and 4; Student's test beside BCa is ours, see tests/analysis/calibration_test.ts; so are
 * the three seeds and what makes two groups.
 */
export function decideDirection(
  { kind, limit }: Criterion & { readonly kind: "above" | "below" },
  values: readonly SeedValue[],
  unit: string,
): Decision {
  const { estimate, pValue } = unit === "share"
    ? shareOf(values, limit)
    : unit === "rho"
    ? rhoOf(values, limit)
    : meanOf(values, limit);
  const { lower, upper } = estimate;
  const side = lower > limit ? "above" : upper < limit ? "below" : undefined;
  const word = side === undefined ? "undecided" : side === kind ? "supported" : "contradicted";
  const note = noteOn(estimate, values);
  const doubt = doubtOn(values, estimate, unit);
  if (doubt !== "") {
    return { word: "undecided", estimate, pValue: 1, note: [doubt, note].filter(Boolean).join("; ") };
  }
  return confirmed(word, estimate, pValue, note);
}

interface Judged {
  readonly estimate: Estimate;
  /** The two-sided p-value of the limit. */
  readonly pValue: number;
}

function meanOf(values: readonly SeedValue[], limit: number): Judged {
  const estimate = estimateMean(values, level);
  return { estimate, pValue: student(estimate, limit) };
}

function rhoOf(values: readonly SeedValue[], limit: number): Judged {
  const estimate = estimateRho(values, level);
  return { estimate, pValue: Math.max(student(estimate, limit), testRho(values, limit)) };
}

function shareOf(values: readonly SeedValue[], limit: number): Judged {
  const estimate = estimateShare(values, level, { rare: isRare(limit) });
  const byCounts = estimate.method.includes(countedMethod) ? testShare(values, limit) : 0;
  const bySeeds = estimate.method === countedMethod ? 0 : student(estimate, limit);
  return { estimate, pValue: Math.max(byCounts, bySeeds) };
}

function student({ mean, deviation, seeds }: Estimate, limit: number): number {
  const above = studentTest({ mean, deviation, n: seeds }, limit);
  return 2 * Math.min(above, 1 - above);
}

/** Why the values are not judged; empty where they are. */
function doubtOn(values: readonly SeedValue[], { deviation, seeds }: Estimate, unit: string): string {
  // Shares that agree are counted, but how much seeds differ cannot be told from two that do not.
  if (seeds < leastAgreeing && deviation < 1e-9) {
    return `all seeds agree, but a word needs ${leastAgreeing} seeds`;
  }
  if (unit !== "rho") return "";
  const ascending = values.map(({ value }) => value).sort((a, b) => a - b);
  const gap = Math.max(0, ...ascending.slice(1).map((value, index) => value - ascending[index]!));
  return gap >= groupsGap ? "the seeds fall into two groups, whose mean says nothing of either" : "";
}

function noteOn({ mean, method, observations, seeds }: Estimate, values: readonly SeedValue[]): string {
  if (!method.includes(countedMethod)) return "";
  const seen = mean === 0 || mean === 1
    ? `${mean === 0 ? "none in" : "all of"} ${observations.toLocaleString("en-GB")} steps of ${seeds} seeds; ${
      mean === 0 ? "at most" : "at least"
    } ${
      percent(
        mean === 0 ? exactBinomialInterval(0, seeds, level).upper : exactBinomialInterval(seeds, seeds, level).lower,
      )
    } of seeds ${mean === 0 ? "have any" : "have all"}`
    : "";
  return [seen, describeDependence(values)].filter(Boolean).join("; ");
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
