import type { Regime, Verdict } from "../spec/claim.ts";
import { level } from "./decision.ts";
import { decideDirection } from "./direction.ts";
import { estimateMean, type SeedValue } from "./estimate.ts";

/** Where a group lies with a claim's regime. */
export interface PlacedGroup {
  /** The number that decides, or stands beside the verdict; absent where no seed has it. */
  readonly regime?: NonNullable<Verdict["regime"]>;
  /** Why the claim is not about the group; absent where it is, or may be. */
  readonly outside?: string;
  /** Why it is not known whether the claim is about the group; absent where it is. */
  readonly open?: string;
}

/**
 * Places a group by the seeds' values of what decides, as `decideDirection()` does: the claim is about it where the 95 % interval of their mean
 * lies above the regime's bound and the test says so too, not about it where both say that it lies below, and else that is open. Without
 * two values, or where a seed has several, nothing is known, and the claim not testable.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { placeGroup } from "./regime.ts";
 *
 * const estimator = { label: "eta lambda_max", unit: "", per: [], sql: "" };
 * const place = (...seeds: number[]) =>
 *   placeGroup({ estimator, above: 1 }, { values: seeds.map((value, seed) => ({ seed, value, count: 1 })), twice: false });
 * assertEquals(place(0.39, 0.41), {
 *   regime: { label: "eta lambda_max", value: 0.4 },
 *   outside: "eta lambda_max is 0.4 [0.273, 0.527]: the claim is about those above 1",
 * });
 * assertEquals(place(0.3, 2.5).open, "eta lambda_max is 1.4 [-12.6, 15.4], which does not say whether it lies above 1: the claim is about those");
 * ```
 */
export function placeGroup(
  { estimator: { label, unit }, above }: Regime,
  found: { readonly values: readonly SeedValue[]; readonly twice: boolean } | undefined,
): PlacedGroup {
  const values = found === undefined || found.twice ? [] : found.values;
  const { mean } = estimateMean(values, level);
  const regime = Number.isFinite(mean) ? { regime: { label, value: mean } } : {};
  if (above === undefined) return regime;
  if (values.length < 2) {
    return { ...regime, outside: `${label} is not known, and the claim is about those above ${above}` };
  }
  const { word, estimate: { lower, upper } } = decideDirection({ kind: "above", limit: above }, values, unit);
  if (word === "supported") return regime;
  const told = `${label} is ${shown(mean)} [${shown(lower)}, ${shown(upper)}]`;
  if (word === "contradicted") return { ...regime, outside: `${told}: the claim is about those above ${above}` };
  return { ...regime, open: `${told}, which does not say whether it lies above ${above}: the claim is about those` };
}

/** What follows a criterion's words where the claim has a regime. */
export function describeRegime(regime: Regime | undefined): string {
  if (regime === undefined) return "";
  const { estimator: { label }, above } = regime;
  return above === undefined ? `; beside it ${label}` : `, where the interval of ${label} lies above ${above}`;
}

function shown(value: number): string {
  return String(Number(value.toPrecision(3)));
}
