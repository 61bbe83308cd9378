import type { RunComparison } from "../analysis/compare/compare_runs.ts";
import type { WalkComparison } from "../analysis/compare/compare_walks.ts";
import { html, type Markup } from "./escape.ts";
import { groupWords } from "./group_words.ts";
import { renderPlainTable } from "./plain_table.ts";

/** A row a setting: how many seeds' walks are identical bit for bit, and where the others part. */
export function renderComparedWalks({ walks }: RunComparison): Markup {
  const settings = [...Map.groupBy(walks, ({ setting }) => setting).values()];
  if (settings.length === 0) return html`<p class="empty">The runs have no case in common.</p>`;
  return renderPlainTable(settings, "Walks", [
    { label: "where", cell: ([one]) => groupWords(one!.group) },
    { label: "seeds", number: true, cell: (own) => own.length },
    { label: "same theta to the end", number: true, cell: (own) => own.filter(isSame).length },
    { label: "all rows identical", number: true, cell: (own) => own.filter(({ sameRows }) => sameRows).length },
    { label: "theta parts by the end of epoch", cell: describeParting },
    { label: "ended otherwise", cell: describeEndings },
  ]);
}

function isSame({ epochs, partsAtEpoch }: WalkComparison): boolean {
  return epochs > 0 && partsAtEpoch === undefined;
}

function describeParting(walks: readonly WalkComparison[]): string {
  const epochs = Map.groupBy(walks.flatMap(({ partsAtEpoch = [] }) => partsAtEpoch), (epoch) => epoch);
  return [...epochs].sort(([a], [b]) => a - b).map(([epoch, { length }]) => `${epoch} (${length})`).join(", ") || "–";
}

function describeEndings(walks: readonly WalkComparison[]): string {
  return walks.filter(({ status }) => status.a !== status.b)
    .map(({ seed, status }) => `seed ${seed}: ${status.a}, then ${status.b}`).join("; ") || "–";
}
