import { type Content, html, type Markup } from "./escape.ts";
import { formatDate } from "./format_date.ts";
import { formatSeconds } from "./format_value.ts";
import type { OverviewSubject } from "./overview.ts";
import type { RunRecord } from "../store/run_rows.ts";

interface RunColumn {
  readonly label: string;
  readonly number?: true;
  readonly cell: (run: RunRecord) => Content;
}

/** All runs of the store, the latest first, each with a link to its page where it has one. */
export function renderRunList({ runs, parts, pages }: OverviewSubject): Markup {
  if (runs.length === 0) return html`<p class="empty">No run stands in the store yet.</p>`;
  const columns: readonly RunColumn[] = [
    {
      label: "started (UTC)",
      cell: ({ id, started }) =>
        pages.has(id) ? html`<a href="runs/${id}.html" title="${id}">${formatDate(started)}</a>` : formatDate(started),
    },
    { label: "suite", cell: ({ suite, suiteVersion }) => `${suite} ${suiteVersion}` },
    { label: "preset", cell: ({ id, preset }) => parts.has(id) ? `${preset}, in part` : preset },
    { label: "status", cell: renderStatus },
    { label: "commit", cell: renderCommit },
    { label: "engine", cell: ({ engine }) => engine.name },
    { label: "machine", cell: ({ machine }) => `${machine.hostname}, ${machine.cores} cores` },
    { label: "time", number: true, cell: ({ seconds }) => formatSeconds(seconds ?? NaN) },
  ];
  const head = columns.map(({ label, number }) =>
    html`
      <th scope="col" ${look(number)}>${label}</th>
    `
  );
  const rows = runs.map((run) =>
    html`<tr data-suite="${run.suite}">${
      columns.map(({ number, cell }) => html`<td${look(number)}>${cell(run)}</td>`)
    }</tr>`
  );
  return html`
    <div class="scroll tall" role="region" aria-label="All runs" tabindex="0">
      <table class="runs">
        <thead>
          <tr>${head}</tr>
        </thead>
        <tbody>${rows}</tbody>
      </table>
    </div>
  `;
}

function look(number: true | undefined): Markup {
  return number
    ? html`
      class="number"
    `
    : html``;
}

function renderStatus({ status, error }: RunRecord): Content {
  return error === undefined ? status : html`<span title="${error}">${status}</span>`;
}

function renderCommit({ commit: { hash, subject, branch, dirty } }: RunRecord): Content {
  if (hash === "") return "–";
  return html`<code title="${subject} (${branch || "no branch"})">${hash.slice(0, 7)}</code>${dirty ? " changed" : ""}`;
}
