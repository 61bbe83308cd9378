import { compileSpec } from "./compile_spec.ts";
import { html, type Markup } from "./escape.ts";
import type { Json } from "../spec/measure.ts";
import { fillChart, type FilledPanel } from "./fill_chart.ts";
import type { Asked, ChartSection, Control, Row } from "./page.ts";
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

/** Fills a chart from the store and compiles its specs; where there is nothing to draw its markup says so. */
export async function renderChart<About>(
  section: ChartSection<About>,
  id: string,
  context: About & Asked,
): Promise<RenderedChart> {
  const filled = await fillChart(section, context);
  if (filled === undefined) return { markup: html`<p class="empty">${section.empty}</p>` };
  const { data, panels } = filled;
  const rows = data[section.table.data] ?? [];
  const payload: ChartPayload = {
    id,
    panels: panels.flat().map(({ panel, spec }) => ({ where: panel.where, spec: compileSpec(spec, section.title) })),
    data: Object.fromEntries(Object.entries(data).map(([name, rows]) => [name, byColumn(rows)])),
  };
  const markup = html`<figure id="${id}-chart" aria-describedby="${id}-caption">
${(section.controls ?? []).map((control) => renderControl(control, id))}
${panels.map((row) => html`<div class="panels">${row.map(renderPanel)}</div>`)}
<noscript><p class="empty">The chart needs JavaScript; its numbers stand in the table below.</p></noscript>
<figcaption id="${id}-caption">${section.caption(data, context)}</figcaption>
<details><summary>Data table (${rows.length} rows)</summary>
${renderTable(rows, section.table.columns, `${section.title}: data`)}
</details>
</figure>`;
  return { markup, payload };
}

function renderPanel({ panel: { title, note = "" } }: FilledPanel): Markup {
  const heading = title === "" ? "" : html`<h3>${title}</h3>`;
  const remark = note === "" ? "" : html`<p class="note">${note}</p>`;
  return html`<div class="panel">${heading}${remark}<div class="plot"></div></div>`;
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
