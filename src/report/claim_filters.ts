import { countedWords } from "./counted_word.ts";
import { html, type Markup } from "./escape.ts";
import type { OverviewSubject } from "./overview.ts";

/**
 * The choices that narrow the claims down: by paper, with the number of its claims, by suite, by verdict, by network. Without the page's
 * script they stay hidden.
 */
export function claimFilters({ suites }: OverviewSubject): Markup {
  const papers = [...Map.groupBy(suites, ({ suite }) => suite.reference.paper)].map(([paper, states]) => {
    const count = states.reduce((sum, { suite }) => sum + suite.claims.length, 0);
    return option(paper, `${paper} (${count} ${count === 1 ? "claim" : "claims"})`);
  });
  const networks = new Set(
    suites.flatMap(({ verdicts }) =>
      verdicts.flatMap(({ group }) => "network" in group ? [String(group.network)] : [])
    ),
  );
  return html`
    <form id="filters" class="filters" aria-label="Filter the claims" hidden>
      ${select("paper", "Paper", "all papers", papers)}
      ${select("suite", "Suite", "all suites", suites.map(({ suite }) => option(suite.name)))}
      ${select("word", "Verdict", "any verdict", countedWords.map((word) => option(word)))}
      ${select("network", "Model", "all models", [...networks].sort().map((network) => option(network)))}
      <button type="reset">Clear</button>
      <button type="button" id="open-all" aria-pressed="false">Open all</button>
      <output id="shown" for="filter-paper filter-suite filter-word filter-network"></output>
    </form>
  `;
}

function select(name: string, label: string, all: string, options: readonly Markup[]): Markup {
  return html`
    <label
      for="filter-${name}">${label} <select id="filter-${name}" name="${name}">${option(
        "",
        all,
      )}${options}</select></label>
  `;
}

function option(value: string, text = value): Markup {
  return html`<option value="${value}">${text}</option>`;
}
