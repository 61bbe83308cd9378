import type { VerdictWord } from "../spec/claim.ts";
import { html, type Markup } from "./escape.ts";

/** Each verdict's sign, so that colour is never alone. */
export const verdictSigns: Readonly<Record<VerdictWord, string>> = {
  supported: "✓",
  contradicted: "✗",
  undecided: "?",
  "not testable": "–",
};

/** A verdict's sign and colour alone, the word for those who do not see them. */
export function renderSign(word: VerdictWord): Markup {
  return html`
    <span
      class="verdict sign ${word.replace(
        " ",
        "-",
      )}"><span aria-hidden="true">${verdictSigns[word]}</span><span class="hidden">${word}</span></span>
  `;
}

/** A verdict's word with its sign and colour. */
export function renderWord(word: VerdictWord): Markup {
  return html`<span class="verdict ${word.replace(" ", "-")}"><span aria-hidden="true">${
    verdictSigns[word]
  }</span> ${word}</span>`;
}
