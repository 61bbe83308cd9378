import type { Estimate, Verdict } from "../spec/claim.ts";
import { html, type Markup } from "./escape.ts";

/** What the small pictures of one claim's intervals have in common, so that they can be read down the table. */
export interface IntervalScale {
  readonly from: number;
  readonly to: number;
  /** The criterion's limits, drawn as lines. */
  readonly limits: readonly number[];
}

const width = 160;
const height = 18;
const inset = 6;

/**
 * A scale that holds the intervals, the seeds and the limits of all these verdicts; undefined where none has an estimate. That of
 * shares ends at 0 and 1, whatever an interval's formula says.
 */
export function intervalScale(verdicts: readonly Verdict[], limits: readonly number[]): IntervalScale | undefined {
  const shown = verdicts
    .flatMap(({ estimate, values }) => {
      if (estimate === undefined) return [];
      return [estimate.lower, estimate.upper, estimate.mean, ...values.map(({ value }) => value)];
    })
    .filter(Number.isFinite);
  if (shown.length === 0) return undefined;
  const all = [...shown, ...limits];
  const [least, greatest] = [Math.min(...all), Math.max(...all)];
  const share = verdicts[0]?.unit === "share";
  return { from: share ? Math.max(0, least) : least, to: share ? Math.min(1, greatest) : greatest, limits };
}

/** The interval as a bar, the mean as a dot, the seeds as small ticks and the criterion's limits as dashed lines. */
export function renderInterval(estimate: Estimate, values: readonly number[], scale: IntervalScale): Markup {
  const { mean, lower, upper } = estimate;
  const { from, to, limits } = scale;
  const middle = height / 2;
  const x = (value: number) => {
    const place = (Math.min(Math.max(value, from), to) - from) / (to - from || 1);
    return (inset + (width - 2 * inset) * place).toFixed(1);
  };
  const line = (kind: string, start: number, end: number, half: number) =>
    Number.isFinite(start) && Number.isFinite(end)
      ? html`
        <line class="${kind}" x1="${x(start)}" x2="${x(end)}" y1="${middle - half}" y2="${middle + half}" />
      `
      : "";
  return html`<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true">${[
    limits.map((limit) => line("limit", limit, limit, middle)),
    values.map((value) => line("seed", value, value, 5)),
    line("bar", lower, upper, 0),
    Number.isFinite(mean)
      ? html`
        <circle class="mean" cx="${x(mean)}" cy="${middle}" r="4" />
      `
      : "",
  ]}</svg>`;
}
