import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Page, page as definePage, type Subject } from "../report/page.ts";
import { renderReport } from "../report/render_report.ts";
import type { Suite } from "../spec/suite.ts";
import { UserError } from "../spec/user_error.ts";
import { refuseIncomplete } from "../store/missing_rows.ts";
import { openStore } from "../store/reader.ts";
import { isFile } from "../store/store_file.ts";
import { renderOverviewPage } from "./render_overview_page.ts";
import { root } from "./versions.ts";

/**
 * Renders the page of a run and the overview from the store; returns the page's path: see `renderOnlyRunPage()`.
 *
 * @throws {UserError} If the store does not hold the run.
 */
export async function renderRunPage(suite: Suite, results: string, runId: string): Promise<string> {
  const page = await renderOnlyRunPage(suite, results, runId);
  await renderOverviewPage(results);
  return page;
}

/**
 * Renders the page of a run from the store and returns its path: `site/<suite>.html` for the suite's latest run, which also has
 * one under `site/runs/`, as every run has. A suite that reports/ has no page for gets that of `reports/own_suite.ts`.
 *
 * @throws {UserError} If the store does not hold the run, or not the rows of a case that has ended.
 */
export async function renderOnlyRunPage(suite: Suite, results: string, runId: string): Promise<string> {
  using store = await openStore(results);
  const runs = await store.runs();
  const run = runs.find(({ id }) => id === runId);
  if (run === undefined) throw new UserError(`Cannot render ${runId} as ${store.path} must hold it: it does not`);
  await refuseIncomplete(store.query, runId);
  const verdicts = await store.verdicts(runId);
  const page = await findPage({ suite, run, verdicts });
  const latest = runs.find((other) => other.suite === suite.name)?.id === runId;
  const site = join(results, "site");
  const file = join(site, "runs", `${runId}.html`);
  const suiteFile = latest ? join(site, `${suite.name}.html`) : undefined;
  const written = { file, home: "..", ...(suiteFile === undefined ? {} : { suiteFile }) };
  await renderReport({ query: store.query, run, verdicts, suite, page, ...written });
  return suiteFile ?? file;
}

/** The page that `reports/` has for a suite, else the one for all others. */
async function findPage(subject: Subject): Promise<Page> {
  const own = new URL(`reports/${subject.suite.name}.ts`, root);
  const { default: page }: { default?: Page } = await isFile(fileURLToPath(own)) ? await import(own.href) : {};
  // A suite may bear the name of another file there.
  if (page?.suite === subject.suite.name) return definePage(page);
  const { default: others }: { default: (subject: Subject) => Page } = await import(
    new URL("reports/own_suite.ts", root).href
  );
  return others(subject);
}
