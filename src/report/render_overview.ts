import type { Json } from "../spec/measure.ts";
import type { Query } from "../spec/run.ts";
import { type ChartPayload, renderChart } from "./chart.ts";
import { renderClaimList } from "./claim_list.ts";
import { renderDocument } from "./document.ts";
import { html, type Markup } from "./escape.ts";
import type { Overview, OverviewSection, OverviewSubject } from "./overview.ts";
import { renderPageBody } from "./page_body.ts";
import { renderRunList } from "./run_list.ts";
import { renderScoreboard } from "./scoreboard.ts";
import { renderContents, type RenderedSection } from "./sections.ts";
import { slug } from "./slug.ts";
import { renderSteps } from "./step_list.ts";

const comparison = { name: "Last comparison", path: "compare.html" };

/** The overview as a whole HTML document: its question, the answer, the claims at a glance, and its sections. */
export async function renderOverview(definition: Overview, subject: OverviewSubject, query: Query): Promise<string> {
  const charts: ChartPayload[] = [];
  const sections: RenderedSection[] = [];
  for (const section of definition.sections) {
    const id = slug(section.title);
    sections.push({ id, title: section.title, markup: await renderSection(section, id) });
  }
  const header = html`
    <header class="page">
      <h1>${definition.title}</h1>
      <p class="answer">${definition.answer(subject)}</p>
      ${renderScoreboard(subject)}
      ${renderContents(sections)}
    </header>
  `;
  const place = { home: ".", here: "Overview", beside: subject.compared ? [comparison] : [] };
  const body = renderPageBody({ place, header, sections });
  return await renderDocument({ title: "Overview · sgd-walk", body, charts: charts as unknown as Json });

  async function renderSection(section: OverviewSection, id: string): Promise<Markup> {
    if (section.kind === "claims") return renderClaimList(section, subject);
    if (section.kind === "runs") return html`<p class="caption">${section.caption}</p>${renderRunList(subject)}`;
    if (section.kind === "steps") return html`<p class="caption">${section.caption}</p>${renderSteps(subject)}`;
    const { markup, payload } = await renderChart(section, id, { ...subject, query });
    if (payload !== undefined) charts.push(payload);
    return markup;
  }
}
