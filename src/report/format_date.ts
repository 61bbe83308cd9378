/**
 * A time as a reader sees it, to the minute, UTC.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatDate } from "./format_date.ts";
 *
 * assertEquals(formatDate("2026-01-02T03:04:05.678Z"), "2 Jan 2026, 03:04");
 * ```
 */
export function formatDate(time: string): string {
  return new Date(time).toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
  });
}
