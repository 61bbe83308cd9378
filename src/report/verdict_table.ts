import type { Claim, Criterion, Verdict, VerdictWord } from "../spec/claim.ts";
import { type Content, html, type Markup } from "./escape.ts";
import { formatSetting, formatValue } from "./format_value.ts";
import { type IntervalScale, intervalScale, renderInterval } from "./interval.ts";

/** Each verdict's sign, so that colour is never alone. */
export const verdictSigns: Readonly<Record<VerdictWord, string>> = {
  supported: "✓",
  contradicted: "✗",
  undecided: "?",
  "not testable": "–",
};

/**
 * The claims in the order given, each with its criterion, a count of its verdicts and a row a group: verdict, effect with interval,
 * how many seeds and observations, and the notes. Where a verdict has a regime its number stands beside the group.
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
  const tally = Object.keys(verdictSigns).flatMap((word) => {
    const count = verdicts.filter((verdict) => verdict.word === word).length;
    return count === 0 ? [] : [html`<li>${renderWord(word as VerdictWord)} ${count} of ${verdicts.length}</li>`];
  });
  const notes = [...new Set(verdicts.map(({ note }) => note).filter((note) => note !== ""))];
  const limits = registered?.version === version ? limitsOf(registered.criterion) : [];
  const columns = columnsOf(verdicts, limits, notes);
  const head = columns.map(({ label, kind }) => html`<th scope="col" class="${kind}">${label}</th>`);
  const rows = verdicts.map((verdict) => {
    const cells = columns.map(({ label, kind, cell }) =>
      html`<td class="${kind}" data-label="${label}">${cell(verdict)}</td>`
    );
    return html`<tr>${cells}</tr>`;
  });
  return html`
    <section class="claim" id="claim-${claim}" aria-labelledby="claim-${claim}-title">
      <header>
        <h3 id="claim-${claim}-title"><span class="id">${claim}</span> ${statement}</h3>
        <ul class="tally">${tally}</ul>
      </header>
      <p class="criterion">Judged by: ${estimator}, ${criterion}; criterion version ${version}</p>
      <div class="scroll" role="region" aria-label="${claim}: ${statement}" tabindex="0">
        <table class="stacked">
          <thead>
            <tr>${head}</tr>
          </thead>
          <tbody>${rows}</tbody>
        </table>
      </div>
      ${notes.length === 0 ? "" : html`<ol class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ol>`}
    </section>
  `;
}

interface VerdictColumn {
  readonly label: string;
  /** The class of its cells, which also sets its width. */
  readonly kind: string;
  readonly cell: (verdict: Verdict) => Content;
}

function columnsOf(verdicts: readonly Verdict[], limits: readonly number[], notes: readonly string[]): VerdictColumn[] {
  const scale = intervalScale(verdicts, limits);
  const keys = [...new Set(verdicts.flatMap(({ group }) => Object.keys(group)))];
  const level = Math.round(100 * (verdicts.find(({ estimate }) => estimate !== undefined)?.estimate?.level ?? 0.95));
  return [
    ...keys.map((key) => ({
      label: words(key),
      kind: verdicts.some(({ group }) => String(group[key] ?? "").length > 12) ? "group long" : "group",
      cell: ({ group }: Verdict) => setting(group[key]),
    })),
    ...verdicts.some(({ regime }) => regime)
      ? [{ label: "regime", kind: "number", cell: ({ regime }: Verdict) => formatValue(regime?.value ?? NaN) }]
      : [],
    {
      label: "verdict",
      kind: "word",
      cell: ({ word, note }) => [renderWord(word), renderMark(notes.indexOf(note) + 1)],
    },
    { label: "effect", kind: "number strong", cell: ({ estimate, unit }) => formatValue(estimate?.mean ?? NaN, unit) },
    { label: `${level} % interval`, kind: "number wide", cell: renderBounds },
    {
      label: renderEnds(scale, verdicts[0]?.unit),
      kind: "graphic",
      cell: ({ estimate, values }) =>
        estimate && scale ? renderInterval(estimate, values.map(({ value }) => value), scale) : "",
    },
    { label: "seeds", kind: "number", cell: ({ values }) => values.length },
    // One observation a seed is told by the seeds already.
    ...verdicts.some(({ estimate }) => estimate && estimate.observations > estimate.seeds)
      ? [{
        label: "observations",
        kind: "number observations",
        cell: ({ estimate }: Verdict) => estimate?.observations.toLocaleString("en-GB") ?? "–",
      }]
      : [],
  ];
}

/** The ends of the pictures' scale, with narrow spaces inside the numbers, which `justify` does not widen. */
function renderEnds(scale: IntervalScale | undefined, unit: string | undefined): string {
  if (scale === undefined) return "";
  return [scale.from, scale.to].map((end) => formatValue(end, unit).replaceAll(" ", "\u202f")).join(" … ");
}

/** Where the criterion draws its line, or its two lines. */
function limitsOf({ kind, limit }: Criterion): readonly number[] {
  return kind === "within" ? [-limit, limit] : [limit];
}

/** The number of a note below the table; nothing for 0. */
function renderMark(number: number): Content {
  return number === 0 ? "" : html`<sup><span class="hidden">note </span>${number}</sup>`;
}

function renderBounds({ estimate, unit }: Verdict): Content {
  if (estimate === undefined || !Number.isFinite(estimate.lower)) return "–";
  const { lower, upper, method } = estimate;
  return html`<span title="by ${method}">${formatValue(lower, unit)} to ${formatValue(upper, unit)}</span>`;
}

function setting(value: string | number = "all"): string {
  return Number.isFinite(Number(value)) ? formatSetting(Number(value)) : String(value);
}

function words(key: string): string {
  return key.replace(/_/g, " ").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
