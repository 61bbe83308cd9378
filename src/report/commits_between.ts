import type { CommitsBetween } from "./comparison_page.ts";
import { html, type Markup } from "./escape.ts";
import { renderPlainTable } from "./plain_table.ts";

/** The commits between two runs, and the command that tells which of them changed what. */
export function renderCommitsBetween(between: CommitsBetween | undefined): Markup {
  if (between === undefined) {
    return html`<p class="empty">None is known: both runs are of one commit, or of commits that do not follow each other.</p>`;
  }
  const { commits, command } = between;
  const table = renderPlainTable(commits, "Commits", [
    { label: "commit", cell: ({ hash }) => html`<code>${hash.slice(0, 12)}</code>` },
    { label: "subject", cell: ({ subject }) => subject },
  ]);
  return html`${
    commits.length > 1 ? html`<p>Which of these ${commits.length} did it: <code>${command}</code></p>` : ""
  }${table}`;
}
