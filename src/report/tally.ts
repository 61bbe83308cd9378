import type { Verdict, VerdictWord } from "../spec/claim.ts";
import { html, type Markup } from "./escape.ts";
import { renderWord, verdictSigns } from "./verdict_word.ts";

/** How many verdicts each word has. A word without one is there, hidden: the overview's script counts anew what its filters leave. */
export function renderTally(verdicts: readonly Verdict[]): Markup {
  const words = Object.keys(verdictSigns) as VerdictWord[];
  return html`${
    words.map((word) => {
      const count = verdicts.filter((verdict) => verdict.word === word).length;
      const hidden = count === 0
        ? html`
          hidden
        `
        : "";
      return html`
        <li data-word="${word}" ${hidden}>${renderWord(word)} <b>${count}</b></li>
      `;
    })
  }`;
}
