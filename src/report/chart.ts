import { renderControls, renderDownloads } from "./chart_tools.ts";
import { compileSpec } from "./compile_spec.ts";
import { html, type Markup } from "./escape.ts";
import type { Json } from "../spec/measure.ts";
import { fillChart, type FilledPanel } from "./fill_chart.ts";
import { legendOf } from "./legend.ts";
import { encodeLines, type Lines } from "./lines.ts";
import type { Asked, ChartSection, Data, Row, Spec, Zoom } from "./page.ts";
import { renderTable } from "./table.ts";

/** A panel as the page's script draws it: Vega-Lite's spec, for a reader to take away, and Vega's, compiled from it. */
export interface PanelPayload {
  readonly title: string;
  readonly where: Row;
  readonly source: Spec;
  readonly spec: Json;
  /** Both with the chart's other scale. */
  readonly switched?: { readonly source: Spec; readonly spec: Json };
}

/** What the page's script draws of a chart. Rows are stored by column to be small, long lines in few bytes. */
export interface ChartPayload {
  readonly id: string;
  readonly title: string;
  readonly panels: readonly PanelPayload[];
  readonly data: { readonly [name: string]: { readonly columns: readonly string[]; readonly rows: readonly Json[][] } };
  readonly zoom?: Zoom & { readonly lines: Lines["lines"] };
}

/** A chart with its place in the page and what is to be drawn there; without payload where there is nothing to draw. */
export interface RenderedChart {
  readonly markup: Markup;
  readonly payload?: ChartPayload;
}

/** Fills a chart from the store and compiles its specs; where there is nothing to draw its markup says so. */
export async function renderChart<About>(
  section: ChartSection<About>,
  id: string,
  context: About & Asked,
): Promise<RenderedChart> {
  const filled = await fillChart(section, context);
  if (filled === undefined) return { markup: html`<p class="empty">${section.empty}</p>` };
  const { data, panels } = filled;
  const { title, zoom } = section;
  const rows = data[section.table.data] ?? [];
  const lines = zoom && encodeLines(data[zoom.data] ?? [], zoom);
  const payload: ChartPayload = {
    id,
    title,
    panels: panels.flat().map((panel) => panelPayload(panel, title)),
    data: Object.fromEntries(
      Object.entries(data).filter(([name]) => name !== zoom?.data).map(([name, rows]) => [name, byColumn(rows)]),
    ),
    ...(zoom && lines && { zoom: { ...zoom, lines: lines.lines } }),
  };
  const legend = legendOf(panels.flat().map(({ spec }) => spec), data);
  const { controls: given = [] } = section;
  const controls = typeof given === "function" ? given(data) : given;
  const takeaway = section.takeaway?.(data, context) ?? "";
  const markup = html`${
    takeaway === "" ? "" : html`<p class="takeaway">${takeaway}</p>`
  }<figure id="${id}-chart" aria-describedby="${id}-caption">
${renderControls({ ...section, id, controls, ...(legend && { legend }), ...(zoom && { steps: extentOf(data, zoom) }) })}
${panels.map((row) => renderPanels(row, section.title))}
<noscript><p class="empty">The chart needs JavaScript; its numbers stand in the table below.</p></noscript>
<figcaption id="${id}-caption">${section.caption(data, context)}${lines ? thinning(lines) : ""}</figcaption>
${renderDownloads(Object.keys(data).filter((name) => data[name]!.length > 0))}
<details><summary>Data table (${rows.length} rows)</summary>
${renderTable(rows, section.table.columns, `${section.title}: data`)}
</details>
</figure>`;
  return { markup, payload };
}

/** A row of panels; on a phone it is a strip to be pushed sideways, which the keyboard must reach. */
function renderPanels(row: readonly FilledPanel[], title: string): Markup {
  if (row.length === 1) return html`<div class="panels">${row.map(renderPanel)}</div>`;
  const name = `${title}: ${row.map(({ panel }) => panel.title).join("; ")}`;
  return html`<div class="panels" role="group" aria-label="${name}" tabindex="0">${row.map(renderPanel)}</div>`;
}

function renderPanel({ panel: { title, note = "" } }: FilledPanel): Markup {
  const heading = title === "" ? "" : html`<h3>${title}</h3>`;
  const remark = note === "" ? "" : html`<p class="note">${note}</p>`;
  return html`<div class="panel">${heading}${remark}<div class="plot"></div></div>`;
}

function panelPayload({ panel, spec, switched }: FilledPanel, title: string): PanelPayload {
  const both = (source: Spec) => ({ source, spec: compileSpec(source, title) });
  return { title: panel.title, where: panel.where, ...both(spec), ...(switched && { switched: both(switched) }) };
}

function byColumn(rows: readonly Row[]): { columns: string[]; rows: Json[][] } {
  const columns = Object.keys(rows[0] ?? {});
  return { columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) };
}

/** The first and the last place along the lines. */
function extentOf(data: Data, { data: name, x }: Zoom): readonly [number, number] {
  const places = (data[name] ?? []).map((row) => Number(row[x]));
  return places.reduce<[number, number]>(
    ([first, last], place) => [Math.min(first, place), Math.max(last, place)],
    [Infinity, -Infinity],
  );
}

/** The rule by which lines are thinned out, for the caption. */
function thinning({ points, kept }: Lines): string {
  const rule =
    " Where a line has more points than pixels, each column of pixels shows the first, the least, the greatest and the last of its " +
    "points, so that no extreme is lost; zoom in for the others.";
  if (kept === points) return rule;
  return `${rule} Of ${points.toLocaleString("en-GB")} points ${
    kept.toLocaleString("en-GB")
  } stand in this page, by the same rule; the store has all.`;
}
