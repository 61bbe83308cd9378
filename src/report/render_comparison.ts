import type { RunComparison } from "../analysis/compare/compare_runs.ts";
import type { Json } from "../spec/measure.ts";
import { type ChartPayload, renderChart } from "./chart.ts";
import { renderChangedWords } from "./changed_words.ts";
import { renderCommitsBetween } from "./commits_between.ts";
import { renderComparedBenches } from "./compared_benches.ts";
import { renderComparedRuns } from "./compared_runs.ts";
import { renderComparedTimings } from "./compared_timings.ts";
import { renderComparedWalks } from "./compared_walks.ts";
import type { ComparisonPage, ComparisonSection, ComparisonSubject } from "./comparison_page.ts";
import { renderDocument } from "./document.ts";
import { html, type Markup } from "./escape.ts";
import { renderPageBody } from "./page_body.ts";
import { renderAllQuantities, renderMoved } from "./moved_quantities.ts";
import { renderContents, type RenderedSection } from "./sections.ts";
import { slug } from "./slug.ts";

/** The page about a comparison as a whole HTML document: what changed, the answer for each suite, and its sections. */
export async function renderComparison(definition: ComparisonPage, subject: ComparisonSubject): Promise<string> {
  const { comparisons, pages, benches } = subject;
  const sides = comparisons[0] ?? benches;
  if (sides === undefined) throw new Error("internal: Cannot render a comparison as there must be one: none given");
  const { a, b } = sides;
  const several = comparisons.length > 1;
  const charts: ChartPayload[] = [];
  const sections: RenderedSection[] = [];
  for (const comparison of comparisons) {
    for (const section of definition.sections) {
      const title = several ? `${comparison.b.suite}: ${section.title}` : section.title;
      const id = slug(title);
      sections.push({ id, title, markup: await renderSection(section, comparison, id) });
    }
  }
  if (benches !== undefined) {
    const { title, caption } = definition.benches;
    const markup = html`<p class="caption">${caption}</p>${renderComparedBenches(benches)}`;
    sections.push({ id: slug(title), title, markup });
  }
  const title = definition.title(subject);
  const answers = comparisons.map((one) =>
    html`<p class="answer">${
      several
        ? html`
          <b>${one.b.suite}</b>:
        `
        : ""
    }${definition.answer(one)}</p>`
  );
  const subjects = [...comparisons.map((one) => one.b.suite), ...benches === undefined ? [] : ["benchmarks"]];
  const header = html`
    <header class="page">
      <p class="eyebrow">${subjects.join(", ")}<br>${renderSide("A", "a")}<br>${renderSide(
        "B",
        "b",
      )}</p>
      <h1>${title}</h1>
      ${answers}
      ${benches === undefined
        ? ""
        : html`<p class="answer"><b>Benchmarks</b>: ${definition.benches.answer(benches)}</p>`}
      ${renderContents(sections)}
    </header>
  `;
  const body = renderPageBody({ place: { home: ".", here: "Comparison" }, header, sections });
  return await renderDocument({ title: `${title} · sgd-walk`, body, charts: charts as unknown as Json });

  /** What a side is called, and its commit. */
  function renderSide(letter: string, side: "a" | "b"): Markup {
    const { hash, subject: message } = { a, b }[side].commit;
    const name = subject.names[side];
    const commit = hash === "" || name === hash.slice(0, 7) ? "" : html`
      <code>${hash.slice(0, 7)}</code>
    `;
    return html`${letter} is ${name}${commit} ${message}`;
  }

  async function renderSection(section: ComparisonSection, comparison: RunComparison, id: string): Promise<Markup> {
    if (section.kind === "chart") {
      const { markup, payload } = await renderChart(section, id, { ...comparison, query: refuseQuery });
      if (payload !== undefined) charts.push(payload);
      return markup;
    }
    return html`<p class="caption">${section.caption}</p>${renderPart(section.kind, comparison)}`;
  }

  function renderPart(kind: Exclude<ComparisonSection["kind"], "chart">, comparison: RunComparison): Markup {
    switch (kind) {
      case "words":
        return renderChangedWords(comparison);
      case "moved":
        return renderMoved(comparison);
      case "all":
        return renderAllQuantities(comparison);
      case "walks":
        return renderComparedWalks(comparison);
      case "timings":
        return renderComparedTimings(comparison);
      case "commits":
        return renderCommitsBetween(subject.between[comparisons.indexOf(comparison)]);
      case "runs":
        return renderComparedRuns(comparison, pages);
    }
  }
}

/** The charts of a comparison are made from it alone. */
function refuseQuery(): never {
  throw new Error("internal: Cannot ask the store as a comparison's charts must be made from the comparison");
}
