import { formatValue } from "./format_value.ts";

/** More digits than these tell rounding apart, not values. */
const mostDigits = 7;

/**
 * Two values as `formatValue()` prints them, with as many more digits as it takes that they do not read the same where they differ.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatApart } from "./format_apart.ts";
 *
 * assertEquals(formatApart(0.5701, 0.5703), ["0.5701", "0.5703"]);
 * assertEquals(formatApart(0.1, 0.2), ["0.1", "0.2"]);
 * ```
 */
export function formatApart(a: number, b: number, unit = ""): readonly [string, string] {
  const both = (print: (value: number) => string) => [print(a), print(b)] as const;
  const plain = both((value) => formatValue(value, unit));
  if (plain[0] !== plain[1] || a === b || unit === "share" || Math.abs(a) < 1e-3) return plain;
  for (let digits = 4; digits <= mostDigits; digits++) {
    const finer = both((value) => String(Number(value.toPrecision(digits))).replace("-", "−"));
    if (finer[0] !== finer[1]) return finer;
  }
  return plain;
}
