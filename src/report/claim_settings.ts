import type { Claim, Verdict } from "../spec/claim.ts";
import { criterionLimits } from "./criterion_limits.ts";
import { type Content, html, type Markup } from "./escape.ts";
import { formatSetting, formatValue } from "./format_value.ts";
import { settingName } from "./group_words.ts";
import { type IntervalScale, intervalScale, renderInterval } from "./interval.ts";
import { renderWord } from "./verdict_table.ts";

/** What stands beside the verdicts on a claim. */
export interface ClaimSettingsOptions {
  /** What the paper's numbers make of a verdict's effect. */
  readonly published: (verdict: Verdict) => number | undefined;
  /** Where the run's page shows the claim. */
  readonly why: string;
}

/** The settings that a claim was judged for, a row each: verdict, effect with interval beside the paper's, and how many seeds. */
export function renderClaimSettings(
  claim: Claim,
  verdicts: readonly Verdict[],
  { published, why }: ClaimSettingsOptions,
): Markup {
  const { estimator, criterion, version } = verdicts[0]!;
  const limits = claim.version === version ? criterionLimits(claim.criterion) : [];
  const columns = columnsOf(verdicts, intervalScale(verdicts, limits), published);
  const head = columns.map(({ label, kind }) => html`<th scope="col" class="${kind}">${label}</th>`);
  const rows = verdicts.map((verdict) => {
    const cells = columns.map(({ label, kind, cell }) =>
      html`<td class="${kind}" data-label="${label}">${cell(verdict)}</td>`
    );
    return html`<tr data-word="${verdict.word}" data-network="${String(verdict.group.network ?? "")}">${cells}</tr>`;
  });
  const notes = [...new Set(verdicts.map(({ note }) => note).filter((note) => note !== ""))];
  return html`
    <p class="criterion">Judged by: ${estimator}, ${criterion}. <a href="${why}">Why, on the run's page</a></p>
    <div class="scroll" role="region" aria-label="${claim.id}: ${claim.statement}" tabindex="0">
      <table class="stacked">
        <thead>
          <tr>${head}</tr>
        </thead>
        <tbody>${rows}</tbody>
      </table>
    </div>
    ${notes.length === 0 ? "" : html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
  `;
}

interface SettingColumn {
  readonly label: string;
  /** The class of its cells, which also sets its width. */
  readonly kind: string;
  readonly cell: (verdict: Verdict) => Content;
}

function columnsOf(
  verdicts: readonly Verdict[],
  scale: IntervalScale | undefined,
  published: (verdict: Verdict) => number | undefined,
): SettingColumn[] {
  const keys = [...new Set(verdicts.flatMap(({ group }) => Object.keys(group)))];
  const compared = verdicts.some((verdict) => published(verdict) !== undefined);
  const paper: SettingColumn = {
    label: "the paper",
    kind: "number",
    cell: (verdict) => formatValue(published(verdict) ?? NaN, verdict.unit),
  };
  return [
    ...keys.map((key) => ({ label: settingName(key), kind: "group", cell: ({ group }: Verdict) => shown(group[key]) })),
    ...verdicts.some(({ regime }) => regime)
      ? [{ label: "regime", kind: "number", cell: ({ regime }: Verdict) => formatValue(regime?.value ?? NaN) }]
      : [],
    { label: "verdict", kind: "word", cell: ({ word }) => renderWord(word) },
    { label: "effect", kind: "number strong", cell: ({ estimate, unit }) => formatValue(estimate?.mean ?? NaN, unit) },
    ...compared ? [paper] : [],
    { label: "interval", kind: "number wide", cell: renderBounds },
    { label: "seeds", kind: "number", cell: ({ values }) => values.length },
    {
      label: ends(scale, verdicts[0]?.unit),
      kind: "graphic",
      cell: ({ estimate, values }) =>
        estimate && scale ? renderInterval(estimate, values.map(({ value }) => value), scale) : "",
    },
  ];
}

function shown(value: string | number = "all"): string {
  return Number.isFinite(Number(value)) ? formatSetting(Number(value)) : String(value);
}

/** The ends of the pictures' scale, with narrow spaces inside the numbers, which `justify` does not widen. */
function ends(scale: IntervalScale | undefined, unit: string | undefined): string {
  if (scale === undefined) return "";
  return [scale.from, scale.to].map((end) => formatValue(end, unit).replaceAll(" ", "\u202f")).join(" … ");
}

function renderBounds({ estimate, unit }: Verdict): Content {
  if (estimate === undefined || !Number.isFinite(estimate.lower)) return "–";
  const { lower, upper, method, level } = estimate;
  return html`<span title="${Math.round(100 * level)} % by ${method}">${formatValue(lower, unit)} to ${
    formatValue(upper, unit)
  }</span>`;
}
