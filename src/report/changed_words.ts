import { wordChanged, type WordComparison } from "../analysis/compare/compare_words.ts";
import type { RunComparison } from "../analysis/compare/compare_runs.ts";
import type { VerdictWord } from "../spec/claim.ts";
import { renderAnswer } from "./answer_mark.ts";
import { type Content, html, type Markup } from "./escape.ts";
import { groupWords } from "./group_words.ts";
import { renderPlainTable } from "./plain_table.ts";
import { renderWord } from "./verdict_word.ts";

/** The verdicts whose word changed, with the answer for the value behind each, and how many stayed; then those that cannot be compared. */
export function renderChangedWords({ words, quantities }: RunComparison): Markup {
  const changed = words.filter(wordChanged);
  const apart = words.filter(({ note }) => note !== "");
  const stayed = words.length - changed.length - apart.length;
  const valueOf = ({ claim, group }: WordComparison) =>
    quantities.find((one) => one.part === "claim" && one.name === claim && one.group === group);
  const word = (one: VerdictWord | undefined): Content => one === undefined ? "–" : renderWord({ word: one });
  return html`
    ${changed.length === 0
      ? html`<p class="empty">${
        apart.length === words.length ? "No verdict can be compared." : "No verdict changed."
      }</p>`
      : renderPlainTable(changed, "Verdicts that changed", [
        // The statement stands last, as a phone shows the first columns only.
        {
          label: "claim",
          cell: ({ claim, group }) => html`<b>${claim}</b><br><span class="note">${groupWords(group)}</span>`,
        },
        { label: "A", cell: ({ a }) => word(a) },
        { label: "B", cell: ({ b }) => word(b) },
        {
          label: "the value behind it",
          cell: (one) => {
            const value = valueOf(one);
            return value === undefined ? "–" : renderAnswer(value.answer);
          },
        },
        { label: "what it says", cell: ({ statement }) => statement },
      ])}
    ${apart.length === words.length
      ? ""
      : html`<p class="caption">${stayed} of ${words.length} verdicts are what they were.</p>`}
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
