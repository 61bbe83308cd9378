import type { Json } from "../spec/measure.ts";
import { type ChartPayload, renderChart } from "./chart.ts";
import { renderDocument } from "./document.ts";
import { html, type Markup } from "./escape.ts";
import { formatDate } from "./format_date.ts";
import { renderOutcomes } from "./outcome_table.ts";
import type { Context, Page, Section } from "./page.ts";
import { renderPageBody } from "./page_body.ts";
import { readData, readRows } from "./read_data.ts";
import { renderContents, type RenderedSection } from "./sections.ts";
import type { SitePlace } from "./site_bar.ts";
import { slug } from "./slug.ts";
import { sourceWords } from "./source_words.ts";
import { renderTableSection } from "./table.ts";
import { renderVerdicts } from "./verdict_table.ts";

/** A page that was filled from the store and is written at one place of the site or at several. */
export interface RenderedPage {
  /** The whole HTML document as it stands at a place. */
  at(place: Pick<SitePlace, "home">): Promise<string>;
}

/** A page about a run: the suite's question, its answer in a sentence, and the page's sections. */
export async function renderPage(page: Page, context: Context): Promise<RenderedPage> {
  const { suite, run } = context;
  const charts: ChartPayload[] = [];
  const sections: RenderedSection[] = [];
  for (const section of page.sections) {
    const id = slug(section.title);
    sections.push({ id, title: section.title, markup: await renderSection(section, id, context, charts) });
  }
  const source = sourceWords(suite.reference);
  const header = html`
    <header class="page">
      <p class="eyebrow">suite ${suite.name} · ${run.preset} run of ${formatDate(run.started)} UTC · <code>${run
        .id}</code></p>
      <h1>${suite.question}</h1>
      <p class="answer">${await divergence(context)}${page.answer(context)}</p>
      ${source === undefined ? "" : html`<p class="meta">After ${source}.</p>`}
      ${renderContents(sections)}
    </header>
  `;
  const title = `${suite.question} · ${suite.name} · sgd-walk`;
  return {
    at({ home }) {
      const above = home === "." ? [] : [{ name: suite.name, path: `${suite.name}.html` }];
      const here = home === "." ? suite.name : `run ${run.id.split("-").at(-1)!}`;
      const body = renderPageBody({ place: { home, above, here }, header, sections });
      return renderDocument({ title, body, charts: charts as unknown as Json });
    },
  };
}

async function renderSection(section: Section, id: string, context: Context, charts: ChartPayload[]): Promise<Markup> {
  switch (section.kind) {
    case "prose":
      return html`${section.text(context).map((paragraph) => html`<p>${paragraph}</p>`)}`;
    case "verdicts":
      return html`<p class="caption">${section.caption}</p>${renderVerdicts(context.verdicts, context.suite.claims)}`;
    case "outcomes":
      return html`${
        renderOutcomes(context.verdicts, context.suite.claims, section.columns)
      }<p class="caption">${section.caption}</p>`;
    case "facts": {
      const facts = section.facts(await readData(section.data, context), context).map(([label, value]) => {
        const wide = value.length > 120
          ? html`
            class="wide"
          `
          : "";
        return html`
          <div${wide}>
            <dt>${label}</dt>
            <dd>${value}</dd>
            </div>
        `;
      });
      return html`<dl class="facts">${facts}</dl>`;
    }
    case "table": {
      const read = await readRows(section.data, context);
      const rows = section.derive?.(read, context) ?? read;
      if (rows.length === 0) return html`<p class="empty">${section.empty}</p>`;
      return renderTableSection(rows, section);
    }
    case "chart": {
      const { markup, payload } = await renderChart(section, id, context);
      if (payload !== undefined) charts.push(payload);
      return markup;
    }
  }
}

/** How many walks diverged, to stand before the answer, whose tables and charts leave them out. Nothing where none did. */
async function divergence(context: Context): Promise<string> {
  const sql =
    "SELECT count(*) AS walks, count(*) FILTER (status = 'diverged') AS diverged FROM cases WHERE run_id = $run";
  const [{ walks = 0, diverged = 0 } = {}] = await readRows(sql, context);
  if (Number(diverged) === 0) return "";
  const told = diverged === walks ? "All" : `${diverged} of`;
  return `${told} ${walks} walks diverged: tables and charts leave them out, and the last sections list them. `;
}
