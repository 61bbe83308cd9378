import type { Claim, Criterion, Verdict } from "../spec/claim.ts";
import { countedWord } from "./counted_word.ts";
import { type Content, html, type Markup } from "./escape.ts";
import { formatSetting, formatValue } from "./format_value.ts";
import { settingName } from "./group_words.ts";
import { type IntervalScale, intervalScale, renderInterval } from "./interval.ts";
import { renderWord } from "./verdict_word.ts";

/**
 * The settings that a claim was judged for, a row each: verdict, effect with interval, how many seeds and observations, and the notes below.
 * Where a verdict has a regime its number stands beside the group; what `published` gives, a paper's number, beside the effect. `registered`
 * is the claim as it is declared now.
 */
export function renderSettings(
  verdicts: readonly Verdict[],
  registered: Claim | undefined,
  published: (verdict: Verdict) => number | undefined = () => undefined,
): Markup {
  const { claim, statement, version } = verdicts[0]!;
  const notes = [...new Set(verdicts.map(({ note }) => note).filter((note) => note !== ""))];
  const limits = registered?.version === version ? limitsOf(registered.criterion) : [];
  const columns = columnsOf(verdicts, limits, notes, published);
  const head = columns.map(({ label, kind }) => html`<th scope="col" class="${kind}">${label}</th>`);
  const rows = verdicts.map((verdict) => {
    const cells = columns.map(({ label, kind, cell }) =>
      html`<td class="${kind}" data-label="${label}">${cell(verdict)}</td>`
    );
    return html`<tr data-word="${countedWord(verdict)}" data-network="${verdict.group.network ?? ""}">${cells}</tr>`;
  });
  return html`
    <div class="scroll" role="region" aria-label="${claim}: ${statement}" tabindex="0">
      <table class="stacked">
        <thead>
          <tr>${head}</tr>
        </thead>
        <tbody>${rows}</tbody>
      </table>
    </div>
    ${notes.length === 0 ? "" : html`<ol class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ol>`}
  `;
}

/** Where a criterion draws its line, or its two lines. */
function limitsOf({ kind, limit }: Criterion): readonly number[] {
  return kind === "within" ? [-limit, limit] : [limit];
}

interface VerdictColumn {
  readonly label: string;
  /** The class of its cells, which also sets its width. */
  readonly kind: string;
  readonly cell: (verdict: Verdict) => Content;
}

function columnsOf(
  verdicts: readonly Verdict[],
  limits: readonly number[],
  notes: readonly string[],
  published: (verdict: Verdict) => number | undefined,
): VerdictColumn[] {
  const scale = intervalScale(verdicts, limits);
  const keys = [...new Set(verdicts.flatMap(({ group }) => Object.keys(group)))];
  const level = Math.round(100 * (verdicts.find(({ estimate }) => estimate !== undefined)?.estimate?.level ?? 0.95));
  return [
    ...keys.map((key) => ({
      label: settingName(key),
      kind: verdicts.some(({ group }) => String(group[key] ?? "").length > 12) ? "group long" : "group",
      cell: ({ group }: Verdict) => setting(group[key]),
    })),
    ...verdicts.some(({ regime }) => regime)
      ? [{ label: "regime", kind: "number", cell: ({ regime }: Verdict) => formatValue(regime?.value ?? NaN) }]
      : [],
    {
      label: "verdict",
      kind: "word",
      cell: (verdict) => [renderWord(verdict), renderMark(notes.indexOf(verdict.note) + 1)],
    },
    { label: "effect", kind: "number strong", cell: ({ estimate, unit }) => formatValue(estimate?.mean ?? NaN, unit) },
    ...verdicts.some((verdict) => published(verdict) !== undefined)
      ? [{ label: "the paper", kind: "number", cell: (one: Verdict) => formatValue(published(one) ?? NaN, one.unit) }]
      : [],
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
