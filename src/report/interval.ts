import type { Estimate, Verdict } from "../spec/claim.ts";
import { html, type Markup } from "./escape.ts";

/** What the small pictures of one claim's intervals have in common, so that they can be read down the table. */
export interface IntervalScale {
  readonly from: number;
  readonly to: number;
  /** The criterion's limit, drawn as a line. */
  readonly limit: number | undefined;
}

const width = 160;
const height = 18;
const inset = 6;

/** A scale that holds the intervals, the seeds and the limit of all these verdicts; undefined where none has an estimate. */
export function intervalScale(verdicts: readonly Verdict[], limit: number | undefined): IntervalScale | undefined {
  if (verdicts.every(({ estimate }) => estimate === undefined)) return undefined;
  const shown = verdicts
    .flatMap(({ estimate, values }) =>
      estimate === undefined ? [] : [estimate.lower, estimate.upper, estimate.mean, ...values.map(({ value }) => value)]
    )
    .concat(limit ?? [])
    .filter(Number.isFinite);
  return { from: Math.min(...shown), to: Math.max(...shown), limit };
}

/** The interval as a bar, the mean as a dot, the seeds as small ticks and the criterion's limit as a dashed line. */
export function renderInterval(estimate: Estimate, values: readonly number[], scale: IntervalScale): Markup {
  const span = scale.to - scale.from || 1;
  const x = (value: number) => (inset + (width - 2 * inset) * (value - scale.from) / span).toFixed(1);
  const middle = height / 2;
  const { mean, lower, upper } = estimate;
  const bounded = Number.isFinite(lower) && Number.isFinite(upper);
  return html`
    <svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"
      aria-hidden="true">${scale.limit === undefined ? "" : html`
        <line class="limit" x1="${x(scale.limit)}" x2="${x(scale.limit)}" y1="0" y2="${height}" />
      `}${values.filter(Number.isFinite).map((value) =>
        html`
          <line class="seed" x1="${x(value)}" x2="${x(value)}" y1="${middle - 5}" y2="${middle + 5}" />
        `
      )}${bounded
        ? html`
          <line class="bar" x1="${x(lower)}" x2="${x(upper)}" y1="${middle}" y2="${middle}" />
        `
        : ""}${Number.isFinite(mean)
        ? html`
          <circle class="mean" cx="${x(mean)}" cy="${middle}" r="4" />
        `
        : ""}</svg>
  `;
}
