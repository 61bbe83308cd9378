import { formatValue } from "./format_value.ts";

/** Below this the distributions' own errors, 3e-8 times the size of Holm's family, would be shown. */
const least = 1e-4;

/**
 * A p-value in words, the very small ones by their bound.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatPValue } from "./format_p_value.ts";
 *
 * assertEquals([0.0317, 1e-9, 0, NaN].map(formatPValue), ["0.0317", "< 1e-4", "< 1e-4", "–"]);
 * ```
 */
export function formatPValue(p: number): string {
  return p < least ? `< ${formatValue(least)}` : formatValue(p);
}
