import type { Verdict, VerdictWord } from "../spec/claim.ts";
import type { CountedWord } from "./counted_word.ts";
import { type Content, html, type Markup } from "./escape.ts";

/** What a verdict's look is made of. */
export type ShownVerdict = Pick<Verdict, "word" | "exploratory">;

/** Each word's sign, so that colour is never alone. */
export const verdictSigns: Readonly<Record<CountedWord, string>> = {
  supported: "✓",
  contradicted: "✗",
  undecided: "?",
  "not testable": "–",
  exploratory: "◌",
};

/** A verdict's sign and colour alone, the word for those who do not see them; an exploratory one in outline. */
export function renderSign({ word, exploratory = false }: ShownVerdict): Markup {
  return html`
    <span
      class="verdict sign ${looks(
        word,
        exploratory,
      )}"><span aria-hidden="true">${verdictSigns[word]}</span><span class="hidden">${word}${exploratory
        ? ", exploratory"
        : ""}</span></span>
  `;
}

/** A verdict's word with its sign and colour; an exploratory one in outline, which says so. */
export function renderWord({ word, exploratory = false }: ShownVerdict): Markup {
  return pill(
    looks(word, exploratory),
    verdictSigns[word],
    exploratory ? html`${word}<small>, exploratory</small>` : word,
  );
}

/** A word that verdicts are counted by, with its sign and colour. */
export function renderCountedWord(word: CountedWord): Markup {
  return pill(word.replace(" ", "-"), verdictSigns[word], word);
}

function pill(look: string, sign: string, text: Content): Markup {
  return html`<span class="verdict ${look}"><span aria-hidden="true">${sign}</span> ${text}</span>`;
}

function looks(word: VerdictWord, exploratory: boolean): string {
  return `${word.replace(" ", "-")}${exploratory ? " exploratory" : ""}`;
}
