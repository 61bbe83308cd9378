import type { Json } from "../spec/measure.ts";

const separators = /[\u2028\u2029]/g;

/**
 * Plain data whose texts have spaces for Unicode's line and paragraph separators. JSON allows them in a string and Vega's expressions, into
 * which Vega-Lite writes the texts that it sorts and picks by, do not: a chart with such a text could not be drawn.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { withoutSeparators } from "./without_separators.ts";
 *
 * assertEquals(withoutSeparators([{ network: "my\u2028mlp", seed: 1 }]), [{ network: "my mlp", seed: 1 }]);
 * ```
 */
export function withoutSeparators<Plain>(data: Plain): Plain {
  return clean(data as Json) as Plain;
}

function clean(value: Json): Json {
  if (typeof value === "string") return value.replace(separators, " ");
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name.replace(separators, " "), clean(one)]));
}
