import { join } from "node:path";
import { inCommitOrder } from "../report/commit_order.ts";
import { type Overview, overview as defineOverview, type SuiteState } from "../report/overview.ts";
import { pairSteps } from "../report/pair_steps.ts";
import { renderOverview } from "../report/render_overview.ts";
import { isPart, speakingRun } from "../report/speaking_run.ts";
import { writePage } from "../report/write_page.ts";
import type { Suite } from "../spec/suite.ts";
import { UserError } from "../spec/user_error.ts";
import { openStore, type Store } from "../store/reader.ts";
import { findSuites } from "./find_suite.ts";
import { readFirstParents } from "./first_parents.ts";
import { readSteps } from "./read_steps.ts";
import { hasComparison, listRunPages } from "./site_pages.ts";
import { root } from "./versions.ts";

/** Renders `site/index.html`, the overview over all suites and runs, from the store and returns its path. */
export async function renderOverviewPage(results: string): Promise<string> {
  const { default: definition }: { default: Overview } = await import(new URL("reports/overview.ts", root).href);
  const site = join(results, "site");
  const file = join(site, "index.html");
  using store = await openStore(results);
  const runs = await store.runs();
  const { found, broken } = await findSuites();
  // A suite whose file is broken is told of where suites are listed.
  for (const { error } of broken) if (!(error instanceof UserError)) throw error;
  const suites = found.map(({ suite }) => suite);
  const parts = await findParts(store, suites);
  const commits = await readFirstParents(decodeURIComponent(root.pathname));
  const states = await Promise.all(suites.map((suite) => readState(store, suite, parts)));
  const ordered = inCommitOrder(runs, commits);
  const spoken = states.flatMap(({ run = [] }) => run);
  const subject = {
    suites: states,
    runs,
    parts,
    order: ordered.map(({ id }) => id),
    steps: await readSteps(store.query, pairSteps(ordered, { spoken, parts })),
    pages: await listRunPages(site),
    compared: await hasComparison(site),
  };
  await writePage(file, await renderOverview(defineOverview(definition), subject, store.query));
  return file;
}

/** A suite with the run that speaks for it. */
async function readState(store: Store, suite: Suite, parts: ReadonlySet<string>): Promise<SuiteState> {
  const runs = (await store.runs()).filter((run) => run.suite === suite.name);
  const run = speakingRun(runs, suite.version, parts);
  return run === undefined ? { suite, verdicts: [] } : { suite, run, verdicts: await store.verdicts(run.id) };
}

/** The ids of the runs that walked only a part of their preset's grid. */
async function findParts(store: Store, suites: readonly Suite[]): Promise<Set<string>> {
  const rows = await store.query("SELECT run_id, count(*) AS cases FROM cases GROUP BY run_id");
  const cases = new Map(rows.map((row) => [String(row.run_id), Number(row.cases)]));
  const parts = (await store.runs()).filter((run) => {
    const suite = suites.find(({ name }) => name === run.suite);
    return suite !== undefined && isPart(run, cases.get(run.id) ?? 0, suite);
  });
  return new Set(parts.map(({ id }) => id));
}
