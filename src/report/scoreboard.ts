import { type ClaimState, claimState, claimStates } from "./claim_state.ts";
import { html, type Markup } from "./escape.ts";
import type { OverviewSubject } from "./overview.ts";
import { stateLooks } from "./state_word.ts";

const texts: Readonly<Record<ClaimState, string>> = {
  "holds everywhere": "Hold in every primary setting",
  "holds in part": "Hold in some settings, open in others",
  "depends": "Depend on the setting",
  "contradicted": "Contradicted",
  "open": "Open: no setting decides",
  "not run": "Not run here yet",
};

/** The claims at a glance: which hold here, which in part, which not, each a link to its line. */
export function renderScoreboard({ suites }: OverviewSubject): Markup {
  const presets = new Set(suites.flatMap(({ run }) => run === undefined ? [] : [run.preset]));
  const all = suites.flatMap(({ suite, run, verdicts }) =>
    suite.claims.map((claim) => ({
      claim,
      suite: suite.name,
      // A smoke run decides little: it must not pass for a greater one beside it.
      preset: presets.size > 1 && run !== undefined ? html`<small>${run.preset}</small>` : "",
      state: claimState(verdicts.filter((verdict) => verdict.claim === claim.id)),
    }))
  );
  const columns = claimStates.flatMap((state) => {
    const claims = all.filter((one) => one.state === state);
    if (claims.length === 0) return [];
    const { sign, look } = stateLooks[state];
    const items = state === "not run"
      ? bySuite(claims)
      : claims.map(({ claim, suite, preset }) =>
        html`<li><a href="#${suite}-${claim.id}"><b>${claim.id}</b> ${claim.statement}</a> ${preset}</li>`
      );
    return [html`
      <div class="state ${look}">
        <h2><span class="verdict ${look}"><span aria-hidden="true">${sign}</span> ${claims
          .length}</span> ${texts[state]}</h2>
        <ul>${items}</ul>
      </div>
    `];
  });
  return html`<div class="scoreboard">${columns}</div>`;
}

/** Claims that nobody has tested need a line a suite, not a line a claim. */
function bySuite(claims: readonly { readonly suite: string }[]): Markup[] {
  return [...Map.groupBy(claims, ({ suite }) => suite)].map(([suite, { length }]) =>
    html`<li><a href="#suite-${suite}"><b>${suite}</b> ${length} ${length === 1 ? "claim" : "claims"}</a></li>`
  );
}
