import { mean } from "../math/statistics.ts";
import type { Regime, Verdict } from "../spec/claim.ts";
import type { SeedValue } from "./estimate.ts";

/** Where a group lies with a claim's regime. */
export interface PlacedGroup {
  /** The number that decides, or stands beside the verdict; absent where no seed has it. */
  readonly regime?: NonNullable<Verdict["regime"]>;
  /** Why the claim is not about the group; absent where it is. */
  readonly outside?: string;
}

/**
 * Places a group by the seeds' values of what decides: the claim is about it where their mean lies above the regime's bound. Without a
 * value, or where a seed has several, that is not known, and the claim not testable.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { placeGroup } from "./regime.ts";
 *
 * const estimator = { label: "eta lambda_max", unit: "", per: [], sql: "" };
 * const values = [0.3, 0.5].map((value, seed) => ({ seed, value, count: 1 }));
 * assertEquals(placeGroup({ estimator, above: 1 }, { values, twice: false }), {
 *   regime: { label: "eta lambda_max", value: 0.4 },
 *   outside: "eta lambda_max is 0.4: the claim is about those above 1",
 * });
 * ```
 */
export function placeGroup(
  { estimator: { label }, above }: Regime,
  found: { readonly values: readonly SeedValue[]; readonly twice: boolean } | undefined,
): PlacedGroup {
  const value = found === undefined || found.twice ? NaN : mean(found.values.map(({ value }) => value));
  const known = Number.isFinite(value);
  return {
    ...(known ? { regime: { label, value } } : {}),
    ...(above === undefined || value > above ? {} : {
      outside: known
        ? `${label} is ${Number(value.toPrecision(3))}: the claim is about those above ${above}`
        : `${label} is not known, and the claim is about those above ${above}`,
    }),
  };
}

/** What follows a criterion's words where the claim has a regime. */
export function describeRegime(regime: Regime | undefined): string {
  if (regime === undefined) return "";
  const { estimator: { label }, above } = regime;
  return above === undefined ? `; beside it ${label}` : `, where ${label} is above ${above}`;
}
