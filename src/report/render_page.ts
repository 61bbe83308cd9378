import type { Json } from "../spec/measure.ts";
import { type ChartPayload, renderChart } from "./chart.ts";
import { renderDocument } from "./document.ts";
import { html, type Markup } from "./escape.ts";
import type { Context, Page, Section } from "./page.ts";
import { readData, readRows } from "./read_data.ts";
import { renderTable } from "./table.ts";
import { renderVerdicts } from "./verdict_table.ts";

/** A page about a run as a whole HTML document: the suite's question, its answer in a sentence, and the page's sections. */
export async function renderPage(page: Page, context: Context): Promise<string> {
  const { suite, run } = context;
  const charts: ChartPayload[] = [];
  const sections: { id: string; title: string; markup: Markup }[] = [];
  for (const section of page.sections) {
    const id = slug(section.title);
    sections.push({ id, title: section.title, markup: await renderSection(section, id, context, charts) });
  }
  const { paper, authors, identifier, where } = suite.reference;
  const body = html`
    <a class="skip" href="#content">Skip to the content</a>
    <header class="page">
      <p class="eyebrow">sgd-walk · suite ${suite.name}</p>
      <h1>${suite.question}</h1>
      <p class="answer">${await divergence(context)}${page.answer(context)}</p>
      <p
        class="meta">After ${authors}, <cite>${paper}</cite> (${identifier}; ${where}). Run <code>${run.id}</code>.</p>
      <nav aria-label="Sections">
        <ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul>
      </nav>
    </header>
    <main id="content">
    ${sections.map(({ id, title, markup }) =>
      html`
        <section id="${id}" aria-labelledby="${id}-title">
        <h2 id="${id}-title">${title}</h2>
        ${markup}
        </section>
      `
    )}</main>
    <footer>
      <p>Made by <code>sgd-walk</code> from the rows of the store; everything that is shown is inside this file.</p>
    </footer>
  `;
  const title = `${suite.question} · ${suite.name} · sgd-walk`;
  return await renderDocument({ title, body, charts: charts as unknown as Json });
}

async function renderSection(section: Section, id: string, context: Context, charts: ChartPayload[]): Promise<Markup> {
  switch (section.kind) {
    case "prose":
      return html`${section.text(context).map((paragraph) => html`<p>${paragraph}</p>`)}`;
    case "verdicts":
      return html`<p class="caption">${section.caption}</p>${renderVerdicts(context.verdicts, context.suite.claims)}`;
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
      return html`${renderTable(rows, section.columns, section.title)}<p class="caption">${section.caption}</p>`;
    }
    case "chart": {
      const { markup, payload } = await renderChart(section, id, context);
      if (payload !== undefined) charts.push(payload);
      return markup;
    }
  }
}

/** How many walks diverged, to stand before the answer, which has only their steps up to there. Nothing where none did. */
async function divergence(context: Context): Promise<string> {
  const sql =
    "SELECT count(*) AS walks, count(*) FILTER (status = 'diverged') AS diverged FROM cases WHERE run_id = $run";
  const [{ walks = 0, diverged = 0 } = {}] = await readRows(sql, context);
  return Number(diverged) === 0 ? "" : `${diverged} of ${walks} walks diverged. `;
}

/** A title as an anchor. */
function slug(title: string): string {
  return title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}
