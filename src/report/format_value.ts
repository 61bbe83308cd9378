/** Numbers as a reader sees them in a page's tables and sentences. */

/**
 * The value in words: shares (unit `"share"`) in percent, a rank correlation (unit `"rho"`) as a plain number, everything else to three significant digits, very small and very large numbers
 * with an exponent; `"–"` for what is not a finite number.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatValue } from "./format_value.ts";
 *
 * assertEquals(formatValue(0.00444, "share"), "0.44 %");
 * assertEquals(formatValue(0.0000123), "1.23e-5");
 * assertEquals(formatValue(NaN), "–");
 * ```
 */
export function formatValue(value: number, unit = ""): string {
  if (!Number.isFinite(value)) return "–";
  if (unit === "share") return `${minus(trim(100 * value, 2))} %`;
  const size = Math.abs(value);
  const digits = size !== 0 && (size < 1e-3 || size >= 1e6) ? exponent(value) : trim(value, 3);
  return minus(unit === "" || unit === "rho" ? digits : `${digits} ${unit}`);
}

/**
 * A number that a user chose, such as a learning rate, in full, as two that differ must not read the same; with an exponent where
 * `formatValue()` has one.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatSetting } from "./format_value.ts";
 *
 * assertEquals([0.1, 0.01234, 1e6, 1e-6].map(formatSetting), ["0.1", "0.01234", "1e6", "1e-6"]);
 * ```
 */
export function formatSetting(value: number): string {
  const size = Math.abs(value);
  const digits = size !== 0 && (size < 1e-3 || size >= 1e6) ? value.toExponential().replace("e+", "e") : String(value);
  return minus(digits);
}

/**
 * A duration in words.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatSeconds } from "./format_value.ts";
 *
 * assertEquals([4.25, 75, 7260].map(formatSeconds), ["4.3 s", "1 min 15 s", "2 h 1 min"]);
 * ```
 */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–";
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function exponent(value: number): string {
  const [mantissa, power] = value.toExponential(2).split("e");
  return `${Number(mantissa)}e${Number(power)}`;
}

/** At least `digits` significant digits, whole numbers in full. */
function trim(value: number, digits: number): string {
  const decimals = value === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value))));
  return String(Number(value.toFixed(Math.min(decimals, 6))));
}

function minus(text: string): string {
  return text.replace(/^-/, "−");
}
