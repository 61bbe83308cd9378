/** The overview's claims: suite by suite a line each, which opens on the settings that were judged. */

import type { Verdict } from "../spec/claim.ts";
import type { RunRecord } from "../store/run_rows.ts";
import { claimFilters } from "./claim_filters.ts";
import { claimState } from "./claim_state.ts";
import { html, type Markup } from "./escape.ts";
import { formatDate } from "./format_date.ts";
import type { ClaimsSection, OverviewSubject, SuiteState } from "./overview.ts";
import { renderSettings } from "./settings_table.ts";
import { sourceWords } from "./source_words.ts";
import { renderTally } from "./tally.ts";

/** The claims of all suites with the filters above them, which the page's script works. */
export function renderClaimList(section: ClaimsSection, subject: OverviewSubject): Markup {
  return html`
    <p class="caption">${section.caption}</p>
    ${claimFilters(subject)}
    ${subject.suites.map((state) => renderSuite(state, section, subject))}
    <p class="empty" id="nothing-left" hidden>No verdict fits the filters.</p>
  `;
}

function renderSuite(
  { suite, run, verdicts }: SuiteState,
  section: ClaimsSection,
  { pages, parts }: OverviewSubject,
): Markup {
  const source = sourceWords(suite.reference);
  const page = run && pages.has(run.id) ? `runs/${run.id}.html` : undefined;
  const judged = Map.groupBy(verdicts, ({ claim }) => claim);
  // A run's claims are those of its time; the others are new, or were not asked for.
  const claims = suite.claims.map((claim) => {
    const own = judged.get(claim.id) ?? [];
    return html`
      <details class="claim-line" id="${suite.name}-${claim.id}" data-state="${claimState(own)}">
        <summary>
          <span class="statement"><span class="id">${claim.id}</span> ${claim.statement}</span>
          <ul class="tally">${own.length === 0 ? html`<li>not run here</li>` : renderTally(own)}</ul>
        </summary>
        ${own.length === 0 ? nothing(suite.name) : renderCriterion(own[0]!, page)}
        ${own.length === 0 ? "" : renderSettings(own, claim, (verdict) => section.published(verdict, suite))}
      </details>
    `;
  });
  const question = page === undefined ? suite.question : html`<a href="${page}">${suite.question}</a>`;
  return html`
    <section class="suite" data-suite="${suite.name}" data-paper="${suite.reference
      .paper}" aria-labelledby="suite-${suite.name}">
      <h3 id="suite-${suite.name}">${question}</h3>
      <p class="meta">Suite <b>${suite.name}</b>${source === undefined
        ? ""
        : html`, after ${source}`}. ${run === undefined
        ? html`Not run here yet: <code>deno task suite ${suite.name}</code>`
        : spoken(run, parts.has(run.id))}</p>
      ${claims}
    </section>
  `;
}

/** Which run speaks for a suite. */
function spoken({ preset, commit, started }: RunRecord, part: boolean): string {
  const at = commit.hash === "" ? "" : ` at commit ${commit.hash.slice(0, 7)}${commit.dirty ? ", changed" : ""}`;
  return `${part ? "A part of its" : "Its"} ${preset} run of ${formatDate(started)} UTC${at}.`;
}

function renderCriterion({ claim, estimator, criterion }: Verdict, page: string | undefined): Markup {
  const why = page === undefined ? "" : html`<a href="${page}#claim-${claim}">Why, on the run's page</a>`;
  return html`<p class="criterion">Judged by: ${estimator}, ${criterion}. ${why}</p>`;
}

function nothing(suite: string): Markup {
  return html`<p class="empty">No finished run of suite ${suite} says anything about it.</p>`;
}
