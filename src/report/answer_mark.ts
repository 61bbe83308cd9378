import type { Answer } from "../analysis/compare/answer.ts";
import { html, type Markup } from "./escape.ts";

/** Each answer's sign and colour; the sign, so that colour is never alone. */
const looks: Readonly<Record<Answer, { readonly sign: string; readonly look: string }>> = {
  "beyond noise": { sign: "≠", look: "undecided" },
  "within noise": { sign: "≈", look: "not-testable" },
  "not comparable": { sign: "–", look: "not-testable" },
  identical: { sign: "=", look: "supported" },
};

/** An answer's word with its sign and colour. */
export function renderAnswer(answer: Answer): Markup {
  const { sign, look } = looks[answer];
  return html`<span class="verdict ${look}"><span aria-hidden="true">${sign}</span> ${answer}</span>`;
}
