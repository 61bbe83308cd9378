import { formatValue } from "./format_value.ts";

/**
 * A difference of two values in words: of shares in percentage points, so that it is not taken for a share of one of them.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatDifference } from "./format_difference.ts";
 *
 * assertEquals(formatDifference(-0.028, "share"), "−2.8 pp");
 * assertEquals(formatDifference(0.5, "nats"), "0.5 nats");
 * ```
 */
export function formatDifference(value: number, unit = ""): string {
  return unit === "share" ? formatValue(value, "share").replace("%", "pp") : formatValue(value, unit);
}
