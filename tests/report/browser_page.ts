/** What the tests of pages in a real browser share: a page of a synthetic run, and how to look at it. */

import { assertEquals } from "@std/assert";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { Page as PageDefinition, Subject } from "../../src/report/page.ts";
import { renderReport } from "../../src/report/render_report.ts";
import type { Suite } from "../../src/spec/suite.ts";
import { chromiumPath, openFile, startBrowser } from "./browser.ts";
import type { SyntheticOptions } from "./synthetic_run.ts";
import { temporaryRun } from "./temporary_run.ts";

if (chromiumPath === undefined) {
  console.log("skipped: the pages in a real browser, as there is no Chromium here; set CHROMIUM to its path");
}

/** Which page of which run a test looks at. */
export interface PageOfRun<Defined = PageDefinition> {
  readonly suite: Suite;
  readonly page: Defined;
  readonly run: SyntheticOptions;
}

/** A page that is made for a run. */
export type MadePage = (subject: Subject) => PageDefinition;

/** A test in a browser, on the page of a synthetic run. */
export function browserTest(
  name: string,
  { suite, page: defined, run: options }: PageOfRun<PageDefinition | MadePage>,
  look: (browser: Browser, file: string) => Promise<void>,
) {
  inBrowser(name, async (browser) => {
    await using made = await temporaryRun(suite, options);
    const { store: { query }, run, verdicts, folder } = made;
    const file = join(folder, `${suite.name}.html`);
    const page = typeof defined === "function" ? defined({ suite, run, verdicts }) : defined;
    await renderReport({ query, run, verdicts, suite, page, file });
    await look(browser, file);
  });
}

/** A test in a browser. */
export function inBrowser(name: string, look: (browser: Browser) => Promise<void>) {
  Deno.test({
    name,
    ignore: chromiumPath === undefined,
    // playwright-core keeps its driver's handles until the process ends.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const browser = await startBrowser();
      try {
        await look(browser);
      } finally {
        await browser.close();
      }
    },
  });
}

/** How many marks each panel shows, axes and legends apart. */
export function markCounts(page: Page): Promise<number[]> {
  return page.locator(".plot").evaluateAll((plots) =>
    plots.map((plot) =>
      plot.querySelectorAll(".mark-symbol.role-mark > path, .mark-rect.role-mark > path, .mark-line path").length
    )
  );
}

/** Waits until it holds: what a page does after an event it does in its own time. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("it did not come to hold within 5 s");
}

/** Asserts that from phone to wide screen the page does not scroll sideways and every chart fits its panel. */
export async function assertFitsEveryWidth(browser: Browser, file: string): Promise<void> {
  for (const width of [320, 390, 768, 1200, 1920]) {
    const { page, problems } = await openFile(browser, file, { width });
    const beyond = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertEquals(beyond, 0, `${width} pixels wide`);
    const wide = await page.locator(".plot").evaluateAll((plots) =>
      plots.filter((plot) => plot.querySelector("svg")!.getBoundingClientRect().width > plot.clientWidth + 1).length
    );
    assertEquals(wide, 0, `${width} pixels wide`);
    const cut = await page.locator(".plot").evaluateAll((plots) =>
      plots.flatMap((plot) => {
        const { left, right } = plot.querySelector("svg")!.getBoundingClientRect();
        return [...plot.querySelectorAll("svg text")]
          .filter((text) =>
            text.getBoundingClientRect().right > right + 1 || text.getBoundingClientRect().left < left - 1
          )
          .map((text) => text.textContent);
      })
    );
    assertEquals(cut, [], `cut off, ${width} pixels wide`);
    assertEquals(problems, []);
    await page.close();
  }
}
