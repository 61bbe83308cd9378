import type { Data, Spec } from "./page.ts";

/** What a chart's legend tells apart. */
export interface LegendEntries {
  readonly field: string;
  readonly values: readonly string[];
}

const channels = ["color", "strokeDash", "shape"];

/** The field of a spec's first legend with the values that its data have, in the legend's order; undefined where there are not two. */
export function legendOf(specs: readonly Spec[], data: Data): LegendEntries | undefined {
  for (const { field, domain = [] } of specs.flatMap(legendsIn)) {
    const present = new Set(Object.values(data).flatMap((rows) => rows.map((row) => row[field])));
    present.delete(undefined);
    const values = [...domain.filter((value) => present.has(value)), ...present].map(String);
    if (new Set(values).size > 1) return { field, values: [...new Set(values)] };
  }
  return undefined;
}

interface Legend {
  readonly field: string;
  readonly domain?: readonly string[];
}

/** The legends of a spec, of its layers too. */
function legendsIn(spec: unknown): Legend[] {
  if (Array.isArray(spec)) return spec.flatMap(legendsIn);
  if (typeof spec !== "object" || spec === null) return [];
  const own = "encoding" in spec && typeof spec.encoding === "object" && spec.encoding !== null
    ? channels.flatMap((channel) => asLegend((spec.encoding as Record<string, unknown>)[channel]))
    : [];
  return [...own, ...legendsIn("layer" in spec ? spec.layer : [])];
}

function asLegend(encoding: unknown): Legend[] {
  if (typeof encoding !== "object" || encoding === null || !("field" in encoding)) return [];
  const { field, type, legend, scale } = encoding as Record<string, unknown>;
  if (typeof field !== "string" || type === "quantitative" || legend === null) return [];
  const domain = (scale as { domain?: unknown } | undefined)?.domain;
  return [{ field, ...(Array.isArray(domain) ? { domain: domain.map(String) } : {}) }];
}
