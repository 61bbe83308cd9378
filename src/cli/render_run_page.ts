import { join } from "node:path";
import { type Page, page as definePage } from "../report/page.ts";
import { renderReport } from "../report/render_report.ts";
import type { Suite } from "../spec/suite.ts";
import { UserError } from "../spec/user_error.ts";
import { openStore } from "../store/reader.ts";
import { root } from "./versions.ts";

/**
 * Renders the page of a run from the store and returns its path; undefined where reports/ has no page for the suite.
 *
 * @throws {UserError} If the store does not hold the run.
 */
export async function renderRunPage(suite: Suite, results: string, runId: string): Promise<string | undefined> {
  const page = await findPage(suite.name);
  if (page === undefined) return undefined;
  using store = await openStore(results);
  const run = (await store.runs()).find(({ id }) => id === runId);
  if (run === undefined) throw new UserError(`Cannot render ${runId} as ${store.path} must hold it: it does not`);
  const verdicts = await store.verdicts(runId);
  return await renderReport({ query: store.query, run, verdicts, suite, page, file: pagePath(results, runId) });
}

/** Where a run's page lies. */
export function pagePath(results: string, runId: string): string {
  return join(results, "site", `${runId}.html`);
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
