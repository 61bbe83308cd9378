/** What benchmarks took and made, as a reader sees it. */

import type { BenchWork } from "../spec/bench.ts";

/**
 * Seconds of one iteration, in a unit of which there is one at least.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatDuration } from "./format_bench.ts";
 *
 * assertEquals([12.34, 0.01234, 0.0000056].map(formatDuration), ["12.3 s", "12.3 ms", "5.60 µs"]);
 * ```
 */
export function formatDuration(seconds: number): string {
  const [scale, unit] = seconds >= 1
    ? [1, "s"] as const
    : seconds >= 1e-3
    ? [1e3, "ms"] as const
    : [1e6, "µs"] as const;
  return `${threeDigits(scale * seconds)} ${unit}`;
}

/**
 * What is made in a second, where `rate` is in the unit of `work`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatRate } from "./format_bench.ts";
 *
 * assertEquals(formatRate(1234.5, { count: 100, unit: "images" }), "1,235 images/s");
 * assertEquals(formatRate(2.5e9, { count: 1e6, unit: "B" }), "2.50 GB/s");
 * ```
 */
export function formatRate(rate: number, { unit }: BenchWork): string {
  return unit === "B" ? `${threeDigits(rate / 1e9)} GB/s` : `${threeDigits(rate)} ${unit}/s`;
}

/** A share in whole percent; a dash where there is none. */
export function formatShare(share: number | undefined): string {
  return share === undefined || !Number.isFinite(share) ? "–" : `${(100 * share).toFixed(0)} %`;
}

/** Floating-point operations a second; a dash where they are not counted. */
export function formatFlopRate(rate: number | undefined): string {
  return rate === undefined ? "–" : threeDigits(rate / 1e9);
}

/** Three significant digits, whole numbers above in full. */
function threeDigits(value: number): string {
  const decimals = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  const digits = Math.min(decimals, 20);
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
