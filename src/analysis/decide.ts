import type { Criterion, Estimate, VerdictWord } from "../spec/claim.ts";

/** A verdict's word, and why where the interval alone does not say it. */
export interface Decision {
  /** The word. */
  readonly word: VerdictWord;
  /** Why; empty where the interval says it. */
  readonly note: string;
}

/**
 * Supported where the interval lies wholly on the predicted side of the limit, contradicted where wholly on the other, else
 * undecided.
 *
 * A share that is 0 for every seed, or 1 for every seed, has a point for its interval however few the observations are. It is
 * decided only if there are enough of them for the rule of three: n observations without an event put its rate below 3/n with
 * 95 % confidence. The rule takes the observations as independent, which steps are not: so it can withhold a verdict and
 * never gives one.
 *
 * Source: the criteria from PROTOCOLS, section 1; the rule of three from Hanley and Lippman-Hand (1983); that it guards a
 * verdict is ours.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decide } from "./decide.ts";
 * import { estimateMean } from "./estimate.ts";
 *
 * const seeds = [0, 1].map((seed) => ({ seed, value: 0, count: 100 }));
 * const { word, note } = decide({ kind: "below", limit: 0.01 }, estimateMean(seeds, 0.95), "share");
 * assertEquals(word, "undecided");
 * assertEquals(note, "none in 200 observations, but 300 are needed to put the share below 0.01 (rule of three)");
 * ```
 */
export function decide({ kind, limit }: Criterion, estimate: Estimate, unit: string): Decision {
  const { lower, upper, mean, deviation, observations } = estimate;
  const side = lower > limit ? "above" : upper < limit ? "below" : undefined;
  if (side === undefined) return { word: "undecided", note: "" };
  if (unit === "share" && deviation === 0 && (mean === 0 || mean === 1)) {
    const needed = Math.ceil(3 / Math.abs(limit - mean));
    if (observations < needed) {
      const seen = `${mean === 0 ? "none in" : "all of"} ${observations} observations`;
      const note = `${seen}, but ${needed} are needed to put the share ${side} ${limit} (rule of three)`;
      return { word: "undecided", note };
    }
  }
  return { word: side === kind ? "supported" : "contradicted", note: "" };
}
