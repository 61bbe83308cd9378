import { studentTest } from "../../math/student_test.ts";
import { deviation, mean } from "../../math/statistics.ts";
import type { Estimate, Group } from "../../spec/claim.ts";
import { level } from "../decision.ts";
import { estimateMean } from "../estimate.ts";
import { type Quantity, roundingShare, type SeedNumber } from "./quantity.ts";

/** What can be said of a quantity in two runs. */
export type Answer = "beyond noise" | "within noise" | "not comparable" | "same to rounding" | "identical";

/** All of them, those that ask for a look first. */
export const answers: readonly Answer[] = [
  "beyond noise",
  "within noise",
  "not comparable",
  "same to rounding",
  "identical",
];

/** One seed's numbers in both runs. */
export interface SeedPair {
  /** The seed. */
  readonly seed: number;
  /** Its value in the first run. */
  readonly a: number;
  /** Its value in the second. */
  readonly b: number;
}

/** A quantity in two runs. */
export interface QuantityComparison {
  /** As in `Quantity`. */
  readonly part: "claim" | "walk" | "measurement";
  /** As in `Quantity`. */
  readonly name: string;
  /** As in `Quantity`. */
  readonly what: string;
  /** As in `Quantity`. */
  readonly unit: string;
  /** Where it belongs, by what tells it from its like. */
  readonly group: Group;
  /** Identical bit for bit, the same but for rounding, moved within the seeds' noise or beyond it, or not comparable. */
  readonly answer: Answer;
  /** Why it is not comparable, or what one should know beside the answer; empty where nothing. */
  readonly note: string;
  /** The seeds that have a value in both runs. */
  readonly pairs: readonly SeedPair[];
  /** Mean over the pairs of the second run's value minus the first's, with its interval; absent where fewer than two pairs. */
  readonly effect?: Estimate;
  /** The effect in standard deviations of the first run's seeds; absent where these agree. */
  readonly effectInDeviations?: number;
  /** Of Student's test that the mean paired difference is 0; absent where there was nothing to test. */
  readonly pValue?: number;
  /** The same after Holm's correction over the comparison. */
  readonly adjustedPValue?: number;
}

/** What is known of a quantity beside its two runs' numbers. */
export interface AnswerOptions {
  /** Where it belongs, for people. */
  readonly group: Group;
  /** Why it cannot be compared; empty where it can. */
  readonly obstacles: readonly string[];
  /** Whether the walks that it rests on are identical bit for bit, so that chance has no part in a difference. */
  readonly sameWalks: boolean;
  /** Whether it is a count or a claim of numbers that are all the same to rounding, which alone makes counts flip and differences move. */
  readonly ofRounded: boolean;
}

/**
 * What the numbers say by themselves, before Holm's correction: `"within noise"` where they moved by more than rounding and are to be
 * tested. Where the walks are identical, a number that moved did so by another way of measuring, and is beyond noise without a test.
 */
export function answerQuantity(
  a: Quantity,
  b: Quantity,
  { group, obstacles, sameWalks, ofRounded }: AnswerOptions,
): QuantityComparison {
  const { part, name, what, unit } = b;
  const common = { part, name, what, unit, group };
  const both = pairUp(a.values, b.values);
  const pairs = both.filter(([x, y]) => Number.isFinite(x.value) && Number.isFinite(y.value))
    // Sums in the store have no fixed order: of the same rows they are the same, whatever their last digit.
    .map(([x, y]): SeedPair => ({ seed: x.seed, a: x.value, b: x.bits === y.bits ? x.value : y.value }));
  const lost = describeLost(a, b, pairs.length);
  if (both.length > 0 && both.every(([x, y]) => x.bits === y.bits)) {
    return { ...common, answer: "identical", note: lost, pairs };
  }
  const refuse = (...why: string[]): QuantityComparison => ({
    ...common,
    answer: "not comparable",
    note: why.filter(Boolean).join("; "),
    pairs,
  });
  if (pairs.length === 0) return refuse(...obstacles, lost);
  if (pairs.length === both.length && agree(a, b, both)) {
    return { ...common, answer: "same to rounding", note: lost, pairs };
  }

  const differences = pairs.map(({ seed, a, b }) => ({ seed, value: b - a, count: 1 }));
  const effect = within(estimateMean(differences, level), unit === "share" ? 1 : Infinity);
  const spread = deviation(pairs.map(({ a }) => a));
  const moved = {
    ...common,
    pairs,
    ...(pairs.length > 1 ? { effect } : {}),
    ...(spread > 0 ? { effectInDeviations: effect.mean / spread } : {}),
  };
  if (obstacles.length > 0) return { ...refuse(...obstacles, lost), ...moved, answer: "not comparable" };
  if (ofRounded) {
    const note = "it moved, as rounding makes it: all numbers that it rests on are the same to rounding";
    return { ...moved, answer: "same to rounding", note: [note, lost].filter(Boolean).join("; ") };
  }
  if (sameWalks) {
    const note = "the walks are identical bit for bit: the measuring changed";
    return { ...moved, answer: "beyond noise", note: [note, lost].filter(Boolean).join("; ") };
  }
  if (pairs.length < 2) {
    return { ...moved, answer: "not comparable", note: "it moved, but one seed does not tell its noise" };
  }
  const resolution = Math.max(...both.flatMap((numbers) => numbers.map((one) => one.resolution)));
  return {
    ...moved,
    answer: "within noise",
    note: lost,
    pValue: testMean(differences.map(({ value }) => value), resolution),
  };
}

/** Whether all pairs agree to rounding: what they were computed from is taken to be as large as in the largest of both runs' seeds. */
function agree(a: Quantity, b: Quantity, both: readonly (readonly [SeedNumber, SeedNumber])[]): boolean {
  const roundings = [...a.values, ...b.values].map(({ rounding }) => rounding).filter(Number.isFinite);
  const most = Math.max(roundingShare * a.leastScale, roundingShare * b.leastScale, ...roundings);
  const close = (x: number, y: number) => Math.abs(x - y) <= most;
  return both.every(([x, y]) => close(x.value, y.value) && close(x.sketch, y.sketch));
}

/** Two shares differ by 1 at most, whatever an interval's formula says. */
function within(estimate: Estimate, most: number): Estimate {
  return { ...estimate, lower: Math.max(-most, estimate.lower), upper: Math.min(most, estimate.upper) };
}

/**
 * The two-sided p-value of Student's test that the mean is 0. Differences of numbers that move by jumps of `resolution` spread by
 * resolution / sqrt(6) from the jumps alone, however much they agree: two seeds that moved by one jump each show nothing.
 *
 * Source: a uniform error's variance, resolution^2 / 12, twice; to take it as the least spread is ours.
 */
function testMean(differences: readonly number[], resolution: number): number {
  const spread = Math.max(deviation(differences), resolution / Math.sqrt(6));
  const above = studentTest({ mean: mean(differences), deviation: spread, n: differences.length }, 0);
  return 2 * Math.min(above, 1 - above);
}

function pairUp(a: readonly SeedNumber[], b: readonly SeedNumber[]): (readonly [SeedNumber, SeedNumber])[] {
  const others = new Map(b.map((one) => [one.seed, one]));
  return a.flatMap((one) => others.has(one.seed) ? [[one, others.get(one.seed)!] as const] : []);
}

function describeLost(a: Quantity, b: Quantity, pairs: number): string {
  const all = new Set([...a.values, ...b.values].map(({ seed }) => seed)).size;
  return pairs === all ? "" : `${all - pairs} of ${all} seeds have no value in both runs`;
}
