import { join } from "node:path";
import { type Page, page as definePage } from "../report/page.ts";
import { renderReport } from "../report/render_report.ts";
import type { Suite } from "../spec/suite.ts";
import { UserError } from "../spec/user_error.ts";
import { refuseIncomplete } from "../store/missing_rows.ts";
import { openStore } from "../store/reader.ts";
import { renderOverviewPage } from "./render_overview_page.ts";
import { root } from "./versions.ts";

/**
 * Renders the page of a run and the overview from the store; returns the page's path: see `renderOnlyRunPage()`.
 *
 * @throws {UserError} If the store does not hold the run.
 */
export async function renderRunPage(suite: Suite, results: string, runId: string): Promise<string | undefined> {
  const page = await renderOnlyRunPage(suite, results, runId);
  await renderOverviewPage(results);
  return page;
}

/**
 * Renders the page of a run from the store and returns its path: `site/<suite>.html` for the suite's latest run, which also has
 * one under `site/runs/`, as every run has. Undefined where reports/ has no page for the suite.
 *
 * @throws {UserError} If the store does not hold the run, or not the rows of a case that has ended.
 */
export async function renderOnlyRunPage(suite: Suite, results: string, runId: string): Promise<string | undefined> {
  const page = await findPage(suite.name);
  if (page === undefined) return undefined;
  using store = await openStore(results);
  const runs = await store.runs();
  const run = runs.find(({ id }) => id === runId);
  if (run === undefined) throw new UserError(`Cannot render ${runId} as ${store.path} must hold it: it does not`);
  await refuseIncomplete(store.query, runId);
  const verdicts = await store.verdicts(runId);
  const latest = runs.find((other) => other.suite === suite.name)?.id === runId;
  const site = join(results, "site");
  const file = join(site, "runs", `${runId}.html`);
  const suiteFile = latest ? join(site, `${suite.name}.html`) : undefined;
  const written = { file, home: "..", ...(suiteFile === undefined ? {} : { suiteFile }) };
  await renderReport({ query: store.query, run, verdicts, suite, page, ...written });
  return suiteFile ?? file;
}

async function findPage(suite: string): Promise<Page | undefined> {
  const file = new URL(`reports/${suite}.ts`, root);
  try {
    await Deno.stat(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  const { default: page } = await import(file.href);
  return definePage(page);
}
