import type { Verdict } from "../../spec/claim.ts";
import { keyOf, leastScaleOf, type Quantity, roundingShare } from "./quantity.ts";

/** The claims' values of a run as quantities. */
export function claimQuantities(verdicts: readonly Verdict[]): Quantity[] {
  return verdicts.map(({ claim, estimator, unit, group, values }): Quantity => {
    // The difference of two shares has no unit and moves by jumps all the same.
    const counted = values.length > 0 && values.every(({ value, count }) => isWhole(value * count));
    return {
      part: "claim",
      name: claim,
      what: estimator,
      unit,
      leastScale: leastScaleOf(unit),
      group,
      setting: "",
      values: values.map(({ seed, value, count }) => ({
        seed,
        value,
        bits: `${value} over ${count}`,
        resolution: unit === "share" || counted ? 1 / count : 0,
        rounding: roundingShare * Math.abs(value),
        sketch: value,
      })),
    };
  });
}

/** Whether it is a whole number, but for the rounding of a quotient. */
function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-9 * Math.max(1, Math.abs(value));
}

/**
 * The quantities of the second run with the bits of the first's where they agree to 9 digits: for runs whose rows are all the same. A
 * claim's value is a sum over rows, and the store adds them up in any order.
 */
export function withBitsOf(first: readonly Quantity[], second: readonly Quantity[]): Quantity[] {
  const byKey = new Map(first.map((one) => [keyOf(one), one]));
  return second.map((quantity): Quantity => {
    const others = byKey.get(keyOf(quantity))?.values ?? [];
    return {
      ...quantity,
      values: quantity.values.map((one) => {
        const other = others.find(({ seed }) => seed === one.seed);
        const close = other !== undefined && Math.abs(one.value - other.value) <= 1e-9 * Math.abs(other.value);
        return close ? { ...one, bits: other.bits } : one;
      }),
    };
  });
}
