import type { Claim, Verdict, VerdictWord } from "../spec/claim.ts";
import { html, type Markup } from "./escape.ts";
import { formatValue } from "./format_value.ts";
import { intervalScale, renderInterval } from "./interval.ts";

/** Each verdict's sign, so that colour is never alone. */
export const verdictSigns: Readonly<Record<VerdictWord, string>> = {
  supported: "✓",
  contradicted: "✗",
  undecided: "?",
  "not testable": "–",
};

/**
 * The claims in the order given, each with its criterion, a count of its verdicts and a row a group: verdict, effect with interval,
 * how many seeds and observations, and the note.
 */
export function renderVerdicts(verdicts: readonly Verdict[], claims: readonly Claim[]): Markup {
  if (verdicts.length === 0) return html`<p class="empty">No claim was judged in this run.</p>`;
  const judged = Map.groupBy(verdicts, ({ claim }) => claim);
  return html`${[...judged].map(([id, verdicts]) => renderClaim(verdicts, claims.find((claim) => claim.id === id)))}`;
}

/** A verdict's word with its sign and colour. */
export function renderWord(word: VerdictWord): Markup {
  return html`<span class="verdict ${word.replace(" ", "-")}"><span aria-hidden="true">${
    verdictSigns[word]
  }</span> ${word}</span>`;
}

function renderClaim(verdicts: readonly Verdict[], registered: Claim | undefined): Markup {
  const { claim, statement, version, estimator, criterion } = verdicts[0]!;
  const keys = [...new Set(verdicts.flatMap(({ group }) => Object.keys(group)))];
  const tally = Object.keys(verdictSigns).flatMap((word) => {
    const count = verdicts.filter((verdict) => verdict.word === word).length;
    return count === 0 ? [] : [html`<li>${renderWord(word as VerdictWord)} ${count} of ${verdicts.length}</li>`];
  });
  const scale = intervalScale(verdicts, registered?.version === version ? registered.criterion.limit : undefined);
  const head = [...keys.map(words), "verdict", "effect", "95 % interval", "", "seeds", "observations"];
  const noted = verdicts.some(({ note }) => note !== "");
  return html`
    <section class="claim" id="claim-${claim}" aria-labelledby="claim-${claim}-title">
      <header>
        <h3 id="claim-${claim}-title"><span class="id">${claim}</span> ${statement}</h3>
        <ul class="tally">${tally}</ul>
      </header>
      <p
        class="criterion">Judged by: ${estimator}, ${criterion} <span class="version">criterion version ${version}</span></p>
      <div class="scroll" role="region" aria-label="${claim}: ${statement}" tabindex="0">
        <table class="stacked verdicts">
          <thead>
            <tr>${[...head, ...noted ? ["note"] : []].map((label) => html`<th scope="col">${label}</th>`)}</tr>
          </thead>
          <tbody>
    ${verdicts.map((verdict) =>
      html`
        <tr>${keys.map((key) =>
          html`<td data-label="${words(key)}">${verdict.group[key] ?? "all"}</td>`
        )}<td data-label="verdict">${renderWord(verdict.word)}</td>${renderEstimate(verdict, scale)}${noted
          ? html`<td data-label="note" class="note">${verdict.note}</td>`
          : ""}</tr>
      `
    )}</tbody>
        </table>
      </div>
    </section>
  `;
}

function renderEstimate({ estimate, unit, values }: Verdict, scale: ReturnType<typeof intervalScale>): Markup {
  if (estimate === undefined) {
    return html`
      <td data-label="effect" class="number">–</td>
      <td data-label="95 % interval" class="number">–</td>
      <td class="graphic"></td>
      <td data-label="seeds" class="number">${values.length}</td>
      <td data-label="observations" class="number">–</td>
    `;
  }
  const { mean, lower, upper, level, method, seeds, observations } = estimate;
  const interval = Number.isFinite(lower) ? `${formatValue(lower, unit)} to ${formatValue(upper, unit)}` : "–";
  return html`
    <td data-label="effect" class="number strong">${formatValue(mean, unit)}</td>
    <td data-label="95 % interval" class="number" title="${100 * level} % by ${method}">${interval}</td>
    <td class="graphic">${scale === undefined
      ? ""
      : renderInterval(estimate, values.map(({ value }) => value), scale)}</td>
    <td data-label="seeds" class="number">${seeds}</td>
    <td data-label="observations" class="number">${observations.toLocaleString("en-GB")}</td>
  `;
}

function words(key: string): string {
  return key.replace(/_/g, " ").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
