import type { Answer } from "../analysis/compare/answer.ts";
import type { WordComparison } from "../analysis/compare/compare_words.ts";
import { html, type Markup } from "./escape.ts";

/** Each answer's sign and colour; the sign, so that colour is never alone. */
const looks: Readonly<Record<Answer, { readonly sign: string; readonly look: string }>> = {
  "beyond noise": { sign: "≠", look: "undecided" },
  "within noise": { sign: "≈", look: "not-testable" },
  "same to rounding": { sign: "≐", look: "supported" },
  "not comparable": { sign: "–", look: "not-testable" },
  identical: { sign: "=", look: "supported" },
};

/** An answer's word with its sign and colour. */
export function renderAnswer(answer: Answer): Markup {
  return renderMark(answer, answer);
}

/** What the value behind a word did, with the sign and colour of a change or of noise. */
export function renderWhy({ move, why }: WordComparison): Markup {
  return renderMark(move === "changed" ? "beyond noise" : "within noise", why);
}

function renderMark(answer: Answer, text: string): Markup {
  const { sign, look } = looks[answer];
  return html`<span class="verdict ${look}"><span aria-hidden="true">${sign}</span> ${text}</span>`;
}
