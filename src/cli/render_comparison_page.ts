import { join } from "node:path";
import { type ComparisonPage, comparisonPage, type ComparisonSubject } from "../report/comparison_page.ts";
import { renderComparison } from "../report/render_comparison.ts";
import { writePage } from "../report/write_page.ts";
import { renderOverviewPage } from "./render_overview_page.ts";
import { listRunPages } from "./site_pages.ts";
import { root } from "./versions.ts";

/**
 * Renders `site/compare.html` about these comparisons, and the overview, which leads to it, and returns its path. `words` are the runs as the
 * user named them.
 */
export async function renderComparisonPage(
  found: Omit<ComparisonSubject, "names" | "pages">,
  words: readonly string[],
  results: string,
): Promise<string> {
  const { default: definition }: { default: ComparisonPage } = await import(new URL("reports/compare.ts", root).href);
  const site = join(results, "site");
  const file = join(site, "compare.html");
  const subject = { ...found, names: nameSides(found, words), pages: await listRunPages(site) };
  await writePage(file, await renderComparison(comparisonPage(definition), subject));
  if (found.comparisons.length > 0) await renderOverviewPage(results);
  return file;
}

/** The user's words, else the commits where they differ, else the runs. */
function nameSides(
  { comparisons: [comparison], benches }: Omit<ComparisonSubject, "names" | "pages">,
  [first, second]: readonly string[],
): ComparisonSubject["names"] {
  const { a, b } = (comparison ?? benches)!;
  const other = a.commit.hash !== b.commit.hash;
  const nameOf = ({ id, commit }: typeof a) => other && commit.hash !== "" ? commit.hash.slice(0, 7) : id;
  return { a: first ?? nameOf(a), b: second ?? nameOf(b) };
}
