import type { Answer, QuantityComparison } from "../analysis/compare/answer.ts";
import type { RunComparison } from "../analysis/compare/compare_runs.ts";
import { hasChanged, tallyComparison } from "../analysis/compare/tally.ts";
import type { RunRecord } from "../store/run_rows.ts";
import { renderAnswer } from "./answer_mark.ts";
import { type Content, html, type Markup } from "./escape.ts";
import { groupWords } from "./group_words.ts";
import { bySureness } from "./moved_quantities.ts";
import type { OverviewSubject } from "./overview.ts";
import { mostSteps } from "./pair_steps.ts";
import { renderWord } from "./verdict_word.ts";

/** How many names and verdicts a row tells. */
const mostNames = 6;

/** The steps, the latest first: the commit, what it was held against, and what changed. */
export function renderSteps({ steps }: OverviewSubject): Markup {
  if (steps.length === 0) {
    return html`
      <p
        class="empty">No two runs of one config stand here yet: <code>deno task track</code> runs a suite at each of several commits.</p>
    `;
  }
  const changed = steps.filter((step) => hasChanged(step, { exact: false })).length;
  const items = steps.toReversed().map((step) =>
    html`
      <li>
        <div>${renderCommit(step.b)} <b>${step.b.commit.subject}</b><br>
            <span class="note">${step.b.suite}, against ${renderCommit(step.a)}</span></div>
        <div>${renderChange(step)}</div>
      </li>
    `
  );
  return html`
    <p>${changed} of ${steps
      .length} steps changed something beyond the seeds' noise; the latest ${mostSteps} of a suite are told.</p>
    <ol class="steps">${items}</ol>
  `;
}

function renderCommit({ id, commit: { hash, dirty } }: RunRecord): Content {
  return html`<code title="${id}">${hash === "" ? "no commit" : hash.slice(0, 7)}</code>${dirty ? "*" : ""}`;
}

/** The gravest answer with what it is about; verdicts first. */
function renderChange(step: RunComparison): Content {
  const { answers, flips, endings, sameWalks, walks } = tallyComparison(step);
  const words = step.words.filter(({ move }) => move === "changed");
  const about = (answer: Answer) => html`${renderAnswer(answer)} ${names(step.quantities, answer)}`;
  return html`${
    words.slice(0, mostNames).map(({ claim, group, a = "not testable", b = "not testable" }) =>
      html`<b>${claim}</b> ${groupWords(group)}: ${renderWord({ word: a })} → ${renderWord({ word: b })}<br>`
    )
  }${words.length > mostNames ? html`and ${words.length - mostNames} more verdicts<br>` : ""}${
    flips > 0 ? html`${flips} ${flips === 1 ? "word" : "words"} flipped within noise<br>` : ""
  }${endings > 0 ? html`${endings} of ${walks} walks ended otherwise<br>` : ""}${
    answers["beyond noise"] > 0
      ? about("beyond noise")
      : answers["not comparable"] > 0
      ? html`${about("not comparable")}: ${step.quantities.find(({ answer }) => answer === "not comparable")!.note}`
      : answers["within noise"] > 0
      ? html`${renderAnswer("within noise")} ${answers["within noise"]} of ${step.quantities.length} quantities`
      : answers["same to rounding"] > 0
      ? html`${renderAnswer("same to rounding")} ${answers["same to rounding"]} of ${step.quantities.length} quantities`
      : sameWalks === walks
      ? renderAnswer("identical")
      : html`${renderAnswer("identical")} in all quantities; theta parts in ${walks - sameWalks} of ${walks} walks`
  }`;
}

/** How many quantities have an answer, and which: each name once, as `bySureness()` has them. */
function names(quantities: readonly QuantityComparison[], answer: Answer): string {
  const own = bySureness(quantities.filter((one) => one.answer === answer));
  const all = [...new Set(own.map(({ name }) => name.replaceAll("_", " ")))];
  const more = all.length > mostNames ? ` and ${all.length - mostNames} more` : "";
  return `${own.length} of ${quantities.length}: ${all.slice(0, mostNames).join(", ")}${more}`;
}
