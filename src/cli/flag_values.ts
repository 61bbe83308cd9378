/** How flags' values are read. Each function returns the value or throws an Expectation that says what it must be. */

import { Expectation } from "./flags.ts";
import { suggest } from "./suggest.ts";

/** A text that is not empty. */
export function text(given: string): string {
  if (given.trim() === "") throw new Expectation("it needs a value");
  return given;
}

/** A number such as `0.1` or `1e-4`, zero or above. */
export function nonNegative(given: string): number {
  return number(given, "it must be a number, zero or above", (value) => value >= 0);
}

/** A number above zero. */
export function positive(given: string): number {
  return number(given, "it must be a number above zero", (value) => value > 0);
}

/** A share from 0 up to, not including, 1. */
export function belowOne(given: string): number {
  return number(given, "it must be a number from 0 up to, not including, 1", (value) => value >= 0 && value < 1);
}

/** 1, 2, 3, .... */
export function positiveInteger(given: string): number {
  return number(given, "it must be a positive integer", (value) => Number.isSafeInteger(value) && value >= 1);
}

/** An integer from `least` to `most`. */
export function integerWithin(least: number, most: number): (given: string) => number {
  const must = `it must be an integer from ${least} to ${most}`;
  return (given) => number(given, must, (value) => Number.isInteger(value) && value >= least && value <= most);
}

/** One of the names, else the closest one is suggested. */
export function oneOf<Name extends string>(names: readonly Name[]): (given: string) => Name {
  return (given) => {
    const found = names.find((name) => name === given);
    if (found !== undefined) return found;
    throw new Expectation(`it must be one of ${names.join(", ")}: ${given}${suggest(given, names)}`);
  };
}

/** Values with commas between them. */
export function list<Value>(read: (given: string) => Value): (given: string) => Value[] {
  return (given) =>
    given.split(",").map((part) => {
      if (part.trim() === "") throw new Expectation(`it must be values with commas between them: ${given}`);
      return read(part.trim());
    });
}

function number(given: string, must: string, holds: (value: number) => boolean): number {
  // Number() alone would take "", "0x10" and "Infinity".
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(given) ? Number(given) : NaN;
  if (!Number.isFinite(value) || !holds(value)) throw new Expectation(`${must}: ${given}`);
  return value;
}
