import type { Claim, Verdict } from "../spec/claim.ts";
import { claimState } from "./claim_state.ts";
import { type Content, html, type Markup } from "./escape.ts";
import { formatSetting, formatValue } from "./format_value.ts";
import { groupWords, settingName } from "./group_words.ts";
import { renderState } from "./state_word.ts";
import { renderSign } from "./verdict_word.ts";

/** A claim's row: its verdicts that agree in all settings but those of the columns. */
interface OutcomeRow {
  /** The settings that they agree in, in words. */
  readonly settings: string;
  readonly verdicts: readonly Verdict[];
}

/**
 * All verdicts at a glance: a row for each claim, or several where it was judged for settings that are not among `keys`, a column for each
 * combination of these settings, and in a cell the verdicts' signs. Claims whose ids differ only behind a hyphen are about the same settings
 * and share their rows. A verdict without one of the settings is about all columns that differ in it alone, and its cell spans them.
 */
export function renderOutcomes(
  verdicts: readonly Verdict[],
  claims: readonly Claim[],
  keys: readonly string[],
): Markup {
  if (verdicts.length === 0) return html`<p class="empty">No claim was judged in this run.</p>`;
  const order = claims.map(({ id }) => id);
  const inOrder = verdicts.toSorted((a, b) => order.indexOf(a.claim) - order.indexOf(b.claim));
  const columns = columnsOf(inOrder, keys);
  const families = Map.groupBy(inOrder, ({ claim }) => claim.replace(/-.*/, ""));
  const rows = [...families.values()].map((family) => ({ family, rows: rowsOf(family, keys) }));
  const settled = rows.some(({ rows }) => rows.some(({ settings }) => settings !== ""));
  return html`
    <div class="scroll beside" role="region" aria-label="All verdicts by setting" tabindex="0">
      <table class="outcomes">
        <thead>${keys.map((key, depth) => renderHead(columns, depth, settingName(key), settled ? 2 : 1))}</thead>
        ${rows.map(({ family, rows }) => renderFamily(family, rows, columns, keys, settled))}
      </table>
    </div>
    ${renderStacked(rows, columns, keys)}
  `;
}

/** The same for a phone, which shows it instead: the signs under what they are about, so that none lies beyond the screen's edge. */
function renderStacked(
  families: readonly { readonly family: readonly Verdict[]; readonly rows: readonly OutcomeRow[] }[],
  columns: (string | number)[][],
  keys: readonly string[],
): Markup {
  const over = (scope: string, content: Content) =>
    html`
      <tr>
        <th scope="${scope}" colspan="${columns.length}">${content}</th>
      </tr>
    `;
  return html`
    <div class="scroll under" role="region" aria-label="All verdicts by setting, one under the other" tabindex="0">
      <table class="outcomes"><thead>${over("colgroup", `By ${keys.map(settingName).join(", ")}`)}${keys.map((
        _,
        depth,
      ) => html`<tr>${renderHeadCells(columns, depth)}</tr>`)}</thead>${families.map(({ family, rows }) =>
        html`<tbody>${
          over("rowgroup", html`${[...Map.groupBy(family, ({ claim }) => claim).values()].map(renderClaim)}`)
        }${
          rows.map(({ settings, verdicts }) =>
            html`${settings === "" ? "" : over("rowgroup", html`<span class="settings">${settings}</span>`)}<tr>${
              renderCells(verdicts, columns, keys)
            }</tr>`
          )
        }</tbody>`
      )}</table>
    </div>
  `;
}

/** The combinations of settings that have a column, each in the order of `keys`. */
function columnsOf(verdicts: readonly Verdict[], keys: readonly string[]): (string | number)[][] {
  const whole = verdicts.filter(({ group }) => keys.every((key) => key in group));
  const columns = new Map(whole.map(({ group }) => {
    const column = keys.map((key) => group[key]!);
    return [JSON.stringify(column), column];
  }));
  return [...columns.values()].sort((a, b) => a.map((value, at) => compare(value, b[at]!)).find((sign) => sign) ?? 0);
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}

function rowsOf(family: readonly Verdict[], keys: readonly string[]): OutcomeRow[] {
  const rows = Map.groupBy(family, ({ group }) => {
    const own = Object.entries(group).filter(([key]) => !keys.includes(key));
    return own.map(([key, value]) => key === "descent" ? value : groupWords({ [key]: value })).join(", ");
  });
  return [...rows].map(([settings, verdicts]) => ({ settings, verdicts }))
    .sort((a, b) => a.settings.localeCompare(b.settings));
}

/** A row of the table's head: the values of one setting, each over all columns that have it and agree in the settings above. */
function renderHead(columns: (string | number)[][], depth: number, name: string, before: number): Markup {
  return html`<tr><th scope="row" class="number" colspan="${before}">${name}</th>${
    renderHeadCells(columns, depth)
  }</tr>`;
}

function renderHeadCells(columns: (string | number)[][], depth: number): Markup {
  const spans = spansOf(columns.map((column) => JSON.stringify(column.slice(0, depth + 1))));
  return html`${
    spans.map(({ from, length }) => {
      const value = columns[from]![depth]!;
      return html`<th scope="${length > 1 ? "colgroup" : "col"}" colspan="${length}">${
        typeof value === "number" ? formatSetting(value) : value
      }</th>`;
    })
  }`;
}

function renderFamily(
  family: readonly Verdict[],
  rows: readonly OutcomeRow[],
  columns: (string | number)[][],
  keys: readonly string[],
  settled: boolean,
): Markup {
  const claims = [...Map.groupBy(family, ({ claim }) => claim).values()];
  // One row needs no column for its settings, which leaves its claims more room.
  const single = rows.length === 1 && settled;
  const remark = single && rows[0]!.settings !== "" ? html`<div class="settings">${rows[0]!.settings}</div>` : "";
  const head = html`<th scope="rowgroup" rowspan="${rows.length}" colspan="${single ? 2 : 1}">${
    claims.map(renderClaim)
  }${remark}</th>`;
  return html`<tbody>${
    rows.map(({ settings, verdicts }, index) =>
      html`<tr>${index === 0 ? head : ""}${
        settled && !single ? html`<th scope="row" class="settings">${settings}</th>` : ""
      }${renderCells(verdicts, columns, keys)}</tr>`
    )
  }</tbody>`;
}

/** A row's signs: a cell a column, or one over all columns that a verdict is about. */
function renderCells(verdicts: readonly Verdict[], columns: (string | number)[][], keys: readonly string[]): Markup {
  const about = columns.map((column) =>
    verdicts.filter(({ group }) => keys.every((key, at) => !(key in group) || group[key] === column[at]))
  );
  return html`${
    spansOf(about.map((found) => found.map((one) => verdicts.indexOf(one)).join())).map(({ from, length }) =>
      html`
        <td colspan="${length}">
          <div>${about[from]!.map(renderTile)}</div>
        </td>
      `
    )
  }`;
}

/** The claim with what its verdicts say together, which leads to them. */
function renderClaim(verdicts: readonly Verdict[]): Markup {
  const { claim, statement } = verdicts[0]!;
  return html`<div>${
    renderState(claimState(verdicts))
  } <a href="#claim-${claim}"><b>${claim}</b> ${statement}</a></div>`;
}

function renderTile(verdict: Verdict): Content {
  const { claim, group, word, exploratory, estimate, unit } = verdict;
  const shown = (value: number) => formatValue(value, unit);
  const interval = estimate === undefined || !Number.isFinite(estimate.lower)
    ? ""
    : ` [${shown(estimate.lower)}, ${shown(estimate.upper)}]`;
  const effect = estimate === undefined ? "" : `, effect ${shown(estimate.mean)}${interval}`;
  return html`
    <span title="${claim}, ${groupWords(group)}: ${word}${exploratory ? ", exploratory" : ""}${effect}">${renderSign(
      verdict,
    )}</span>
  `;
}

/** Where equal neighbours begin, and how many they are. */
function spansOf(values: readonly string[]): { readonly from: number; readonly length: number }[] {
  const starts = values.flatMap((value, at) => value === values[at - 1] ? [] : [at]);
  return starts.map((from, at) => ({ from, length: (starts[at + 1] ?? values.length) - from }));
}
