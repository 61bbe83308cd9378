import { join } from "node:path";
import { inCommitOrder } from "../report/commit_order.ts";
import { type Overview, overview as defineOverview, type SuiteState } from "../report/overview.ts";
import { renderOverview } from "../report/render_overview.ts";
import { speakingRun } from "../report/speaking_run.ts";
import { writePage } from "../report/write_page.ts";
import { UserError } from "../spec/user_error.ts";
import { openStore, type Store } from "../store/reader.ts";
import { findSuite, listSuites } from "./find_suite.ts";
import { readFirstParents } from "./first_parents.ts";
import { hasComparison, listRunPages } from "./site_pages.ts";
import { root } from "./versions.ts";

/** Renders `site/index.html`, the overview over all suites and runs, from the store and returns its path. */
export async function renderOverviewPage(results: string): Promise<string> {
  const { default: definition }: { default: Overview } = await import(new URL("reports/overview.ts", root).href);
  const site = join(results, "site");
  const file = join(site, "index.html");
  using store = await openStore(results);
  const runs = await store.runs();
  const commits = await readFirstParents(decodeURIComponent(root.pathname));
  const subject = {
    suites: await readStates(store),
    runs,
    order: inCommitOrder(runs, commits).map(({ id }) => id),
    pages: await listRunPages(site),
    compared: await hasComparison(site),
  };
  await writePage(file, await renderOverview(defineOverview(definition), subject, store.query));
  return file;
}

/** The suites of suites/ with the runs that speak for them. */
async function readStates(store: Store): Promise<SuiteState[]> {
  const runs = await store.runs();
  const states: SuiteState[] = [];
  for (const name of await listSuites()) {
    const suite = await loadSuite(name);
    if (suite === undefined) continue;
    const run = speakingRun(runs.filter((run) => run.suite === name), suite.version);
    states.push({ suite, verdicts: run === undefined ? [] : await store.verdicts(run.id), ...(run && { run }) });
  }
  return states;
}

/** A suite whose file is broken must not hide the others; it is told of where suites are listed. */
async function loadSuite(name: string) {
  try {
    return (await findSuite(name)).suite;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
