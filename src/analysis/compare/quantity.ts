/** What is compared between two runs: a number a seed, as one run has it. */

import type { Group } from "../../spec/claim.ts";

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
  /** Where it belongs: a claim's group, or the case without its seed, with the epoch where it has one. */
  readonly group: Group;
  /** Hash of the case without its seed; empty for a claim. */
  readonly setting: string;
  /** The seeds' numbers, by seed. */
  readonly values: readonly SeedNumber[];
}

/** The same for a quantity of one run and that of another where they are one quantity. */
export function keyOf({ part, name, group, setting }: Quantity): string {
  return JSON.stringify([part, name, setting, part === "claim" ? Object.entries(group).sort() : group.epoch ?? null]);
}
