import type { Data, Spec } from "./page.ts";

/** How a chart draws one entry of its legend. */
export interface Look {
  /** Lines of the chart are told by it. */
  readonly line: boolean;
  /** Its colours: one, or one a network where panels have their own. */
  readonly colours: readonly string[];
  /** Lengths of dashes and gaps, of a line. */
  readonly dash?: readonly number[];
  /** A shape of Vega's, of points. */
  readonly shape?: string;
}

/** What a chart's panels tell apart: one legend for all of them. */
export interface LegendEntries {
  readonly field: string;
  /** What the field is called, where its values do not say it. */
  readonly title?: string;
  readonly entries: readonly { readonly value: string; readonly look: Look }[];
}

const channels = ["color", "strokeDash", "shape"] as const;

/** The field of the specs' first legend with the values that its data have, in the legend's order, as the panels draw them. */
export function legendOf(specs: readonly Spec[], data: Data): LegendEntries | undefined {
  const legends = specs.flatMap((spec) => legendsIn(spec));
  const first = legends[0];
  if (first === undefined) return undefined;
  const { field } = first;
  const own = legends.filter((legend) => legend.field === field);
  const present = new Set(
    Object.values(data).flatMap((rows) => rows.map((row) => row[field])).filter((value) => value !== undefined)
      .map(String),
  );
  const domain = own.flatMap((legend) => legend.domain).filter((value) => present.has(value));
  const title = own.find((legend) => legend.title !== undefined)?.title;
  const entries = [...new Set([...domain, ...present])].map((value) => ({ value, look: lookOf(value, own) }));
  return { field, ...(title === undefined ? {} : { title }), entries };
}

interface Legend {
  readonly field: string;
  readonly channel: (typeof channels)[number];
  readonly title?: string;
  readonly domain: readonly string[];
  readonly range: readonly unknown[];
  /** The kinds of marks that it is about, and the colour that they have without it. */
  readonly marks: readonly string[];
  readonly colour?: string;
}

function lookOf(value: string, legends: readonly Legend[]): Look {
  const ranges = (channel: Legend["channel"]) =>
    legends.filter((legend) => legend.channel === channel).map(({ domain, range }) => range[domain.indexOf(value)])
      .filter((found) => found !== undefined);
  const own = ranges("color");
  const colours = own.length > 0 ? own : legends.flatMap(({ colour }) => colour ?? []);
  const [dash] = ranges("strokeDash");
  const [shape] = ranges("shape");
  const drawn = legends.flatMap(({ marks }) => marks);
  return {
    line: dash !== undefined || (shape === undefined && drawn.includes("line")),
    colours: [...new Set((colours.length > 0 ? colours : ["var(--ink)"]).map(String))],
    ...(dash === undefined ? {} : { dash: dash as number[] }),
    ...(shape === undefined && !drawn.includes("bar") ? {} : { shape: String(shape ?? "square") }),
  };
}

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

/** The legends of a spec, of its layers too. */
function legendsIn(spec: unknown): Legend[] {
  if (Array.isArray(spec)) return spec.flatMap(legendsIn);
  if (!isNode(spec)) return [];
  const encoding = isNode(spec.encoding) ? spec.encoding : {};
  const marks = marksIn(spec);
  const colour = marks.find((mark) => typeof mark.color === "string")?.color;
  const about = { marks: marks.map(({ type }) => String(type)), ...(colour === undefined ? {} : { colour }) };
  const own = channels.flatMap((channel) => asLegend(channel, encoding[channel], about as Pick<Legend, "marks">));
  return [...own, ...legendsIn(spec.layer ?? [])];
}

function asLegend(channel: Legend["channel"], encoding: unknown, about: Pick<Legend, "marks" | "colour">): Legend[] {
  if (!isNode(encoding) || encoding.legend === null) return [];
  const { field, type, title } = encoding;
  if (typeof field !== "string" || type === "quantitative") return [];
  const { domain, range } = isNode(encoding.scale) ? encoding.scale : {};
  return [{
    ...about,
    field,
    channel,
    ...(typeof title === "string" ? { title } : {}),
    domain: Array.isArray(domain) ? domain.map(String) : [],
    range: Array.isArray(range) ? range : [],
  }];
}

function marksIn(spec: Node): Node[] {
  const layers = Array.isArray(spec.layer) ? spec.layer.filter(isNode) : [];
  const own = isNode(spec.mark) ? [spec.mark] : typeof spec.mark === "string" ? [{ type: spec.mark }] : [];
  return [...own, ...layers.flatMap(marksIn)];
}
