import type { ClaimState } from "./claim_state.ts";
import { html, type Markup } from "./escape.ts";

/** What stands for a claim's state: a sign, so that colour is never alone, and the verdict whose colour it has. */
export const stateLooks: Readonly<Record<ClaimState, { readonly sign: string; readonly look: string }>> = {
  "holds everywhere": { sign: "✓", look: "supported" },
  "holds in part": { sign: "✓", look: "supported" },
  "depends": { sign: "◐", look: "undecided" },
  "contradicted": { sign: "✗", look: "contradicted" },
  "open": { sign: "?", look: "not-testable" },
  "not run": { sign: "–", look: "not-testable" },
};

/** A claim's state with its sign and colour. */
export function renderState(state: ClaimState): Markup {
  const { sign, look } = stateLooks[state];
  return html`<span class="verdict ${look}"><span aria-hidden="true">${sign}</span> ${state}</span>`;
}
