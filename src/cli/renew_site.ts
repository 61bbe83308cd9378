import { join } from "node:path";
import { openStore } from "../store/reader.ts";
import { isFile } from "../store/store_file.ts";
import { removeFile } from "../walk/replace_file.ts";
import { findSuite, listSuites } from "./find_suite.ts";
import { renderOverviewPage } from "./render_overview_page.ts";
import { renderOnlyRunPage } from "./render_run_page.ts";
import { tellError } from "./tell_error.ts";

/**
 * Brings a site up to date after runs went: the overview, and the pages of their suites, which show the latest run that is left. Does nothing
 * where there is no site. A page that cannot be rendered is told of and hides no other.
 */
export async function renewSite(results: string, suites: ReadonlySet<string>): Promise<void> {
  const site = join(results, "site");
  if (!await isFile(join(site, "index.html"))) return;
  using store = await openStore(results);
  const runs = await store.runs();
  const known = await listSuites();
  for (const name of suites) {
    const page = join(site, `${name}.html`);
    if (!await isFile(page)) continue;
    const latest = runs.find(({ suite }) => suite === name);
    if (latest === undefined) await removeFile(page);
    else if (known.includes(name)) {
      try {
        await renderOnlyRunPage((await findSuite(name)).suite, results, latest.id);
      } catch (error) {
        console.error(`No page of ${latest.id}:`);
        tellError(error);
      }
    }
  }
  await renderOverviewPage(results);
}
