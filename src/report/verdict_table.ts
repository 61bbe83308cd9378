import type { Claim, Verdict, VerdictWord } from "../spec/claim.ts";
import { html, type Markup } from "./escape.ts";
import { renderSettings } from "./settings_table.ts";
import { renderWord, verdictSigns } from "./verdict_word.ts";

/**
 * The claims in the order given, each with its criterion, a count of its verdicts and a row a group: verdict, effect with interval,
 * how many seeds and observations, and the notes. Where a verdict has a regime its number stands beside the group.
 */
export function renderVerdicts(verdicts: readonly Verdict[], claims: readonly Claim[]): Markup {
  if (verdicts.length === 0) return html`<p class="empty">No claim was judged in this run.</p>`;
  const judged = Map.groupBy(verdicts, ({ claim }) => claim);
  return html`${[...judged].map(([id, verdicts]) => renderClaim(verdicts, claims.find((claim) => claim.id === id)))}`;
}

function renderClaim(verdicts: readonly Verdict[], registered: Claim | undefined): Markup {
  const { claim, statement, version, estimator, criterion } = verdicts[0]!;
  const tally = Object.keys(verdictSigns).flatMap((word) => {
    const count = verdicts.filter((verdict) => verdict.word === word).length;
    return count === 0 ? [] : [html`<li>${renderWord(word as VerdictWord)} ${count} of ${verdicts.length}</li>`];
  });
  return html`
    <section class="claim" id="claim-${claim}" aria-labelledby="claim-${claim}-title">
      <header>
        <h3 id="claim-${claim}-title"><span class="id">${claim}</span> ${statement}</h3>
        <ul class="tally">${tally}</ul>
      </header>
      <p class="criterion">Judged by: ${estimator}, ${criterion}; criterion version ${version}</p>
      ${renderSettings(verdicts, registered)}
    </section>
  `;
}
