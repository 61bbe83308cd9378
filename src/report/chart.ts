import { compile } from "vega-lite";
import { html, type Markup } from "./escape.ts";
import type { Json } from "../spec/measure.ts";
import type { ChartSection, Context, Control, Data, Panel, Row } from "./page.ts";
import { readData } from "./read_data.ts";
import { renderTable } from "./table.ts";

/** What the page's script draws of a chart. Specs are Vega's, compiled from Vega-Lite; rows are stored by column to be small. */
export interface ChartPayload {
  readonly id: string;
  readonly panels: readonly { readonly where: Row; readonly spec: Json }[];
  readonly data: { readonly [name: string]: { readonly columns: readonly string[]; readonly rows: readonly Json[][] } };
}

/** A chart with its place in the page and what is to be drawn there; without payload where there is nothing to draw. */
export interface RenderedChart {
  readonly markup: Markup;
  readonly payload?: ChartPayload;
}

const whole: Panel = { title: "", where: {} };

/**
 * Fills a chart from the store and compiles its specs.
 *
 * @throws {Error} If Vega-Lite warns of a spec: a chart is drawn as it was meant or not at all.
 */
export async function renderChart(section: ChartSection, id: string, context: Context): Promise<RenderedChart> {
  const read = await readData(section.data, context);
  const data = { ...read, ...section.derive?.(read, context) };
  const rows = data[section.table.data] ?? [];
  if (rows.length === 0) return { markup: html`<p class="empty">${section.empty}</p>` };

  const panels = section.panels?.(data, context) ?? [whole];
  const description = section.description(data, context);
  const payload: ChartPayload = {
    id,
    panels: panels.map((panel) => {
      const label = panel.title === "" ? description : `${panel.title}. ${description}`;
      const spec = section.spec(panelData(data, panel), { subject: context, panel, all: data });
      return { where: panel.where, spec: compileSpec({ ...spec, description: label }, section.title) };
    }),
    data: Object.fromEntries(Object.entries(data).map(([name, rows]) => [name, byColumn(rows)])),
  };
  const markup = html`<figure id="${id}-chart" aria-describedby="${id}-caption">
${(section.controls ?? []).map((control) => renderControl(control, id))}
<div class="panels">
${
    panels.map(({ title }) =>
      html`
        <div class="panel">${title === "" ? "" : html`<h3>${title}</h3>`}<div class="plot"></div></div>
      `
    )
  }</div>
<noscript><p class="empty">The chart needs JavaScript; its numbers stand in the table below.</p></noscript>
<figcaption id="${id}-caption">${section.caption(data, context)}</figcaption>
<details><summary>Data table (${rows.length} rows)</summary>
${renderTable(rows, section.table.columns, `${section.title}: data`)}
</details>
</figure>`;
  return { markup, payload };
}

/** The rows that a panel draws, by data set. */
export function panelData(data: Data, { where }: Panel): Data {
  const drawn = (row: Row) => Object.entries(where).every(([name, value]) => !(name in row) || row[name] === value);
  return Object.fromEntries(Object.entries(data).map(([name, rows]) => [name, rows.filter(drawn)]));
}

function compileSpec(spec: { readonly [key: string]: Json }, title: string): Json {
  const refuse = (message: string): never => {
    throw new Error(
      `internal: Cannot draw "${title}" as Vega-Lite must compile its spec without a warning: ${message}`,
    );
  };
  const logger = {
    level: () => logger,
    error: (...args: readonly unknown[]) => refuse(args.join(" ")),
    warn: (...args: readonly unknown[]) => refuse(args.join(" ")),
    info: () => logger,
    debug: () => logger,
  };
  // deno-lint-ignore no-explicit-any
  return compile(spec as any, { logger: logger as any }).spec as unknown as Json;
}

function byColumn(rows: readonly Row[]): { columns: string[]; rows: Json[][] } {
  const columns = Object.keys(rows[0] ?? {});
  return { columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) };
}

function renderControl({ parameter, label, options, value }: Control, id: string): Markup {
  return html`<fieldset class="control"><legend>${label}</legend>${
    options.map((option) =>
      html`<label><input type="radio" name="${id}-${parameter}" data-parameter="${parameter}" value="${
        JSON.stringify(option.value)
      }"${
        option.value === value
          ? html`
            checked
          `
          : ""
      }><span>${option.label}</span></label>`
    )
  }</fieldset>`;
}
