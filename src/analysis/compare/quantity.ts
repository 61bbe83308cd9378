/** What is compared between two runs: a number a seed, as one run has it. */

import type { Group } from "../../spec/claim.ts";

/**
 * Numbers that differ by at most this share of the numbers that they were computed from are the same to rounding. One float32 operation
 * rounds by 2^-24, 6e-8; sums over some thousands of samples in another order differ by a few times that. The bound is ours.
 */
export const roundingShare = 1e-6;

/** One seed's number in one run. */
export interface SeedNumber {
  /** The seed. */
  readonly seed: number;
  /** Its value; NaN where it has none that is finite. */
  readonly value: number;
  /** The same in both runs where all rows that it rests on are, bit for bit. */
  readonly bits: string;
  /** The least amount by which it can move, as counts of things can; 0 where it may move by any. */
  readonly resolution: number;
  /**
   * By how much another rounding can move it: `roundingShare` of the mean size of the numbers that it is a mean of; of an iterated number, which
   * another rounding may end an iteration sooner, its residual too.
   */
  readonly rounding: number;
  /** Their mean with weights from 0 to 1 by their steps: another one where two of them exchanged places, which the mean does not show. */
  readonly sketch: number;
}

/** A quantity of one run. */
export interface Quantity {
  /** A claim's values, a column of walks, or a measurement. */
  readonly part: "claim" | "walk" | "measurement";
  /** The claim's id, the column or the measurement's name. */
  readonly name: string;
  /** How it is got, in words. */
  readonly what: string;
  /** `"share"`, a unit, or empty. */
  readonly unit: string;
  /**
   * The size of the numbers that it was computed from, where that is more than its own; 0 where it is not. A height is a difference of
   * losses, a loss one of logits, a cosine a sum over many coordinates that cancel.
   */
  readonly leastScale: number;
  /** Where it belongs: a claim's group, or the case without its seed, with the epoch where it has one. */
  readonly group: Group;
  /** Hash of the case without its seed; empty for a claim. */
  readonly setting: string;
  /** The seeds' numbers, by seed. */
  readonly values: readonly SeedNumber[];
}

/** What a number of this unit was computed from: shares and rank correlations of numbers about 1, losses of logits, which are 1 and more. */
export function leastScaleOf(unit: string): number {
  return ["share", "rho", "nats"].includes(unit) ? 1 : 0;
}

/** The same for a quantity of one run and that of another where they are one quantity. */
export function keyOf({ part, name, group, setting }: Quantity): string {
  return JSON.stringify([part, name, setting, part === "claim" ? Object.entries(group).sort() : group.epoch ?? null]);
}
