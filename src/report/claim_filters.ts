import { html, type Markup } from "./escape.ts";
import type { OverviewSubject } from "./overview.ts";
import { verdictSigns } from "./verdict_word.ts";

/** The choices that narrow the claims down: by suite under its paper, by verdict, by network. Without the page's script they stay hidden. */
export function claimFilters({ suites }: OverviewSubject): Markup {
  const papers = Map.groupBy(suites, ({ suite }) => suite.reference.paper);
  const bySuite = [...papers].map(([paper, states]) =>
    html`<optgroup label="${paper}">${states.map(({ suite }) => option(suite.name))}</optgroup>`
  );
  const networks = new Set(
    suites.flatMap(({ verdicts }) =>
      verdicts.flatMap(({ group }) => "network" in group ? [String(group.network)] : [])
    ),
  );
  return html`
    <form id="filters" class="filters" aria-label="Filter the claims" hidden>
      ${select("suite", "Suite", html`<option value="">all suites</option>${bySuite}`)}
      ${select("word", "Verdict", html`<option value="">any verdict</option>${Object.keys(verdictSigns).map(option)}`)}
      ${select("network", "Model", html`<option value="">all models</option>${[...networks].sort().map(option)}`)}
      <button type="reset">Clear</button>
      <button type="button" id="open-all" aria-pressed="false">Open all</button>
      <output id="shown" for="filter-suite filter-word filter-network"></output>
    </form>
  `;
}

function select(name: string, label: string, options: Markup): Markup {
  return html`
    <label
      for="filter-${name}">${label} <select id="filter-${name}" name="${name}">${options}</select></label>
  `;
}

function option(value: string): Markup {
  return html`<option value="${value}">${value}</option>`;
}
