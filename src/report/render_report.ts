import type { Verdict } from "../spec/claim.ts";
import type { Query } from "../spec/run.ts";
import type { Suite } from "../spec/suite.ts";
import type { Page } from "./page.ts";
import { renderPage } from "./render_page.ts";
import type { RunRecord } from "../store/run_rows.ts";
import { writePage } from "./write_page.ts";

/** What a report is made of. */
export interface ReportOptions {
  readonly query: Query;
  readonly run: RunRecord;
  readonly verdicts: readonly Verdict[];
  readonly suite: Suite;
  readonly page: Page;
  /** Where the page is written; the folder is made where it is missing. */
  readonly file: string;
  /** From the file to the site's folder: `"."`, the default, or `".."`. */
  readonly home?: string;
  /** In the site's folder, where the page is written once more as that of its suite; not where absent. */
  readonly suiteFile?: string;
}

/** Renders a run's page: one HTML file that opens from disk without a network. Returns the file's path. */
export async function renderReport({ file, home = ".", suiteFile, page, ...context }: ReportOptions): Promise<string> {
  const rendered = await renderPage(page, context);
  await writePage(file, await rendered.at({ home }));
  if (suiteFile !== undefined) await writePage(suiteFile, await rendered.at({ home: "." }));
  return file;
}
