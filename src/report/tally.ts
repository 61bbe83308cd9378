import type { Verdict } from "../spec/claim.ts";
import { countedWords, countWord } from "./counted_word.ts";
import { html, type Markup } from "./escape.ts";
import { renderCountedWord } from "./verdict_word.ts";

/**
 * How many verdicts count as each word, the exploratory ones apart. A word without one is there, hidden: the overview's script counts anew
 * what its filters leave.
 */
export function renderTally(verdicts: readonly Verdict[]): Markup {
  return html`${
    countedWords.map((word) => {
      const count = countWord(verdicts, word);
      const hidden = count === 0
        ? html`
          hidden
        `
        : "";
      return html`
        <li data-word="${word}" ${hidden}>${renderCountedWord(word)} <b>${count}</b></li>
      `;
    })
  }`;
}
