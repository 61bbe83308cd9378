import type { RunComparison } from "../analysis/compare/compare_runs.ts";
import type { RunRecord } from "../store/run_rows.ts";
import { type Content, html, type Markup } from "./escape.ts";
import { formatDate } from "./format_date.ts";
import { formatSeconds } from "./format_value.ts";
import { renderPlainTable } from "./plain_table.ts";

/** The circumstances of both runs side by side, those that differ marked, and what one should know of them. */
export function renderComparedRuns({ a, b, warnings }: RunComparison, pages: ReadonlySet<string>): Markup {
  const facts = factsOf(pages).map(([label, cell]) => ({ label, a: cell(a), b: cell(b) }));
  const differs = (fact: { a: Content; b: Content }) => JSON.stringify(fact.a) !== JSON.stringify(fact.b);
  return html`${
    warnings.numbers.length === 0
      ? ""
      : html`<ul class="notes">${warnings.numbers.map((warning) => html`<li>${warning}</li>`)}</ul>`
  }${
    renderPlainTable(facts, "The two runs", [
      { label: "circumstance", cell: ({ label }) => label },
      { label: "A", cell: (fact) => fact.a },
      { label: "B", cell: (fact) => differs(fact) ? html`<b>${fact.b}</b>` : fact.b },
    ])
  }`;
}

function factsOf(pages: ReadonlySet<string>): readonly (readonly [string, (run: RunRecord) => Content])[] {
  return [
    ["run", ({ id }) => pages.has(id) ? html`<a href="runs/${id}.html">${id}</a>` : id],
    [
      "commit",
      ({ commit }) =>
        commit.hash === ""
          ? commit.subject || "outside a git checkout"
          : html`<code>${commit.hash.slice(0, 12)}</code> ${commit.subject}`,
    ],
    ["branch", ({ commit }) => commit.branch || "–"],
    ["uncommitted changes", ({ commit }) => commit.dirty ? "yes" : "no"],
    ["started (UTC)", ({ started }) => formatDate(started)],
    ["took", ({ seconds = NaN }) => formatSeconds(seconds)],
    ["preset", ({ preset }) => preset],
    ["suite version", ({ suiteVersion }) => suiteVersion],
    ["config", ({ configHash }) => html`<code>${configHash}</code>`],
    ["engine", ({ engine }) => `${engine.name}, ${engine.library} ${engine.version} on ${engine.device}`],
    ["threads a walk", ({ engine }) => engine.threads],
    ["cases side by side", ({ jobs }) => jobs],
    ["machine", ({ machine }) => `${machine.hostname}, ${machine.cores} cores`],
    ["processor", ({ machine }) => machine.processor],
    ["operating system", ({ machine }) => machine.operatingSystem],
    ["Deno", ({ versions }) => versions.deno ?? "–"],
    ["code of walks", ({ versions }) => html`<code>${versions.walkCode ?? "–"}</code>`],
    ["command", ({ command }) => html`<code>${command}</code>`],
  ];
}
