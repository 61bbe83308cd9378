import type { Verdict } from "../spec/claim.ts";
import type { Query } from "../spec/run.ts";
import type { Suite } from "../spec/suite.ts";
import { dirname } from "node:path";
import type { Page } from "./page.ts";
import { renderPage } from "./render_page.ts";
import type { RunRecord } from "../store/run_rows.ts";

/** What a report is made of. */
export interface ReportOptions {
  readonly query: Query;
  readonly run: RunRecord;
  readonly verdicts: readonly Verdict[];
  readonly suite: Suite;
  readonly page: Page;
  /** Where the page is written; the folder is made where it is missing. */
  readonly file: string;
}

/**
 * Renders a run's page: one HTML file that opens from disk without a network. It is written beside and renamed, so that a reader never
 * sees half a page. Returns the file's path.
 */
export async function renderReport({ file, page, ...context }: ReportOptions): Promise<string> {
  const text = await renderPage(page, context);
  await Deno.mkdir(dirname(file), { recursive: true });
  const beside = `${file}.${crypto.randomUUID()}.part`;
  try {
    await Deno.writeTextFile(beside, text);
    await Deno.rename(beside, file);
  } catch (error) {
    await Deno.remove(beside).catch(() => undefined);
    throw error;
  }
  return file;
}
