import type { Suite, Verdict } from "../../mod.ts";

/**
 * The paper's number for a claim's effect in a verdict's setting, computed from the tables that it prints: its barrier rate in the setting's epoch,
 * or in all its epochs together where the setting is all of them. It prints no depths.
 */
export function published({ claim, group }: Verdict, suite: Suite): number | undefined {
  if (claim !== "W6") return undefined;
  const counts = suite.published.filter(({ quantity, network, epoch }) =>
    quantity === "barriers" && network === group.network && (group.epoch === undefined || epoch === group.epoch)
  );
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const rate = sum(counts.map(({ value }) => value)) / sum(counts.map(({ of = NaN }) => of));
  return Number.isFinite(rate) ? rate : undefined;
}
