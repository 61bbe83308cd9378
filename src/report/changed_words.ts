import type { WordComparison } from "../analysis/compare/compare_words.ts";
import type { RunComparison } from "../analysis/compare/compare_runs.ts";
import type { VerdictWord } from "../spec/claim.ts";
import { renderWhy } from "./answer_mark.ts";
import { type Content, html, type Markup } from "./escape.ts";
import { groupWords } from "./group_words.ts";
import { renderPlainTable } from "./plain_table.ts";
import { renderWord } from "./verdict_word.ts";

/** The verdicts that changed, with what the value behind each did; those that flipped by noise alone; how many stayed; and those that cannot be compared. */
export function renderChangedWords({ words }: RunComparison): Markup {
  const of = (move: WordComparison["move"]) => words.filter((one) => one.move === move);
  const [changed, flipped, apart] = [of("changed"), of("flipped"), of("apart")];
  return html`
    ${changed.length === 0
      ? html`<p class="empty">${
        apart.length === words.length ? "No verdict can be compared." : "No verdict changed."
      }</p>`
      : renderWords(changed, "Verdicts that changed")}
    ${flipped.length === 0
      ? ""
      : html`<p class="caption">${
        flipped.length === 1 ? "One word is another one" : `${flipped.length} words are other ones`
      } though the value behind it did not move beyond noise: that is no change.</p>${
        renderWords(flipped, "Words that flipped within noise")
      }`}
    ${apart.length === words.length
      ? ""
      : html`<p class="caption">${of("same").length} of ${words.length} verdicts are what they were.</p>`}
    ${apart.length === 0
      ? ""
      : html`<details><summary>${apart.length} verdicts that cannot be held against each other</summary>${
        renderPlainTable(apart, "Verdicts that cannot be compared", [
          { label: "claim", cell: ({ claim }) => claim },
          { label: "group", cell: ({ group }) => groupWords(group) },
          { label: "A", cell: ({ a }) => word(a) },
          { label: "B", cell: ({ b }) => word(b) },
          { label: "why", cell: ({ note }) => note },
        ])
      }</details>`}
  `;
}

function renderWords(words: readonly WordComparison[], label: string): Markup {
  return renderPlainTable(words, label, [
    // The statement stands last, as a phone shows the first columns only.
    {
      label: "claim",
      cell: ({ claim, group }) => html`<b>${claim}</b><br><span class="note">${groupWords(group)}</span>`,
    },
    { label: "A", cell: ({ a }) => word(a) },
    { label: "B", cell: ({ b }) => word(b) },
    { label: "the value behind it", cell: renderWhy },
    { label: "what it says", cell: ({ statement }) => statement },
  ]);
}

function word(one: VerdictWord | undefined): Content {
  return one === undefined ? "–" : renderWord({ word: one });
}
