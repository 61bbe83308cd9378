/** The overview's claims: suite by suite a line each, which opens on the settings that were judged. */

import type { Claim, Verdict } from "../spec/claim.ts";
import { claimFilters } from "./claim_filters.ts";
import { claimState } from "./claim_state.ts";
import { renderClaimSettings } from "./claim_settings.ts";
import { type Content, html, type Markup } from "./escape.ts";
import { formatDate } from "./format_date.ts";
import type { ClaimsSection, OverviewSubject, SuiteState } from "./overview.ts";
import { renderWord, verdictSigns } from "./verdict_table.ts";

/** The claims of all suites with the filters above them, which the page's script works. */
export function renderClaimList(section: ClaimsSection, subject: OverviewSubject): Markup {
  return html`
    <p class="caption">${section.caption}</p>
    ${claimFilters(subject)}
    ${subject.suites.map((state) => renderSuite(state, section, subject))}
    <p class="empty" id="nothing-left" hidden>No verdict fits the filters.</p>
  `;
}

function renderSuite(state: SuiteState, section: ClaimsSection, { pages }: OverviewSubject): Markup {
  const { suite, run, verdicts } = state;
  const { authors, paper, where } = suite.reference;
  const judged = Map.groupBy(verdicts, ({ claim }) => claim);
  // A run's claims are those of its time; the others are new, or were not asked for.
  const claims = suite.claims.map((claim) => renderClaim(claim, judged.get(claim.id) ?? [], state, section));
  return html`
    <section class="suite" data-suite="${suite.name}" aria-labelledby="suite-${suite.name}">
      <h3 id="suite-${suite.name}">${run && pages.has(run.id)
        ? html`<a href="runs/${run.id}.html">${suite.question}</a>`
        : suite.question}</h3>
      <p class="meta">Suite <b>${suite.name}</b>, after ${authors}, <cite>${paper}</cite>, ${where}. ${spoken(run)}</p>
      ${claims}
    </section>
  `;

  function spoken(run: SuiteState["run"]): Content {
    if (run === undefined) return html`Not run here yet: <code>deno task suite ${suite.name}</code>`;
    const { preset, commit, started } = run;
    const at = commit.hash === "" ? "" : ` at commit ${commit.hash.slice(0, 7)}${commit.dirty ? ", changed" : ""}`;
    return `Its ${preset} run of ${formatDate(started)} UTC${at}.`;
  }
}

function renderClaim(claim: Claim, verdicts: readonly Verdict[], state: SuiteState, section: ClaimsSection): Markup {
  const words = Object.keys(verdictSigns) as (keyof typeof verdictSigns)[];
  const tally = words.map((word) => {
    const count = verdicts.filter((verdict) => verdict.word === word).length;
    return html`
      <li data-word="${word}" ${count === 0
        ? html`
          hidden
        `
        : ""}>${renderWord(word)} <b>${count}</b></li>
    `;
  });
  const summary = html`
    <span class="statement"><span class="id">${claim.id}</span> ${claim.statement}</span>
    <ul class="tally">${verdicts.length === 0 ? html`<li class="muted">not run here</li>` : tally}</ul>
  `;
  const { run, suite } = state;
  return html`
    <details class="claim-line" id="${suite.name}-${claim.id}" data-state="${claimState(verdicts)}">
      <summary>${summary}</summary>
      ${verdicts.length === 0 || run === undefined ? notRun(suite.name) : renderClaimSettings(claim, verdicts, {
        published: (verdict) => section.published(verdict, suite),
        why: `runs/${run.id}.html#claim-${claim.id}`,
      })}
    </details>
  `;
}

function notRun(suite: string): Markup {
  return html`<p class="empty">No finished run of suite ${suite} says anything about it.</p>`;
}
