import type { Claim, Verdict } from "../spec/claim.ts";
import { html, type Markup } from "./escape.ts";
import { renderSettings } from "./settings_table.ts";
import { renderTally } from "./tally.ts";

/**
 * The claims in the order given, each a line with a count of its verdicts that opens on its criterion and a row a group: verdict, effect
 * with interval, how many seeds and observations, and the notes. Where a verdict has a regime its number stands beside the group.
 */
export function renderVerdicts(verdicts: readonly Verdict[], claims: readonly Claim[]): Markup {
  if (verdicts.length === 0) return html`<p class="empty">No claim was judged in this run.</p>`;
  const judged = Map.groupBy(verdicts, ({ claim }) => claim);
  return html`${[...judged].map(([id, verdicts]) => renderClaim(verdicts, claims.find((claim) => claim.id === id)))}`;
}

function renderClaim(verdicts: readonly Verdict[], registered: Claim | undefined): Markup {
  const { claim, statement, version, estimator, criterion } = verdicts[0]!;
  return html`
    <details class="claim-line" id="claim-${claim}">
      <summary>
        <span class="statement"><span class="id">${claim}</span> ${statement}</span>
        <ul class="tally">${renderTally(verdicts)}</ul>
      </summary>
      <p class="criterion">Judged by: ${estimator}, ${criterion}; criterion version ${version}</p>
      ${renderSettings(verdicts, registered)}
    </details>
  `;
}
