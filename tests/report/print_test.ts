/** The pages on paper. */

import { assert, assertEquals } from "@std/assert";
import barriers from "../../reports/barriers.ts";
import noise from "../../reports/noise.ts";
import ownSuitePage from "../../reports/own_suite.ts";
import noiseSuite from "../../suites/noise.ts";
import type { Browser, Page } from "playwright-core";
import type { Page as PageDefinition } from "../../src/report/page.ts";
import { openFile } from "./browser.ts";
import { browserTest, inBrowser, type MadePage, type PageOfRun } from "./browser_page.ts";
import { noiseCases, noiseRows } from "./synthetic_noise.ts";
import { syntheticSuite as suite } from "./synthetic_suite.ts";
import { temporarySite } from "./temporary_site.ts";

/** What browsers leave of A4 and of letter paper between their margins, in CSS pixels. */
const paperWidth = 718;

const pages: readonly PageOfRun<PageDefinition | MadePage>[] = [
  { suite, page: barriers, run: { seeds: 2, epochs: 25, measuredSteps: 10 } },
  { suite: noiseSuite, page: noise, run: { cases: noiseCases(), rows: noiseRows } },
  { suite: { ...suite, name: "own" }, page: ownSuitePage, run: { seeds: 2, epochs: 1, measuredSteps: 10 } },
];

for (const one of pages) {
  browserTest(`every table of the ${one.suite.name} page stands whole on paper`, one, assertWholeOnPaper);
}

inBrowser("every table of the overview stands whole on paper", async (browser) => {
  await using site = await temporarySite({ seeds: 2, measuredSteps: 20 });
  await assertWholeOnPaper(browser, site.file);
});

/** Asserts that nothing scrolls and nothing reaches over the edge, drawn for a wide screen and for the paper's width. */
async function assertWholeOnPaper(browser: Browser, file: string): Promise<void> {
  // Charts are drawn for a screen; then the page is laid out for paper.
  const { page } = await openFile(browser, file, { width: 1600, dark: true });
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: paperWidth, height: 1000 });
  assertEquals(await overEdge(page), []);
  const closed = await page.locator(".claim-line:not([open]) table").evaluateAll((tables) =>
    tables.filter((table) => table.getBoundingClientRect().height === 0).length
  );
  assertEquals(closed, 0);
  assert((await page.pdf()).length > 10_000);
  await page.close();
}

/** What lies beyond the paper's right edge, or is cut off by what scrolls. */
function overEdge(page: Page): Promise<string[]> {
  return page.evaluate(`
    [...document.querySelectorAll("main *, header *")].filter((one) => {
      const { width, right } = one.getBoundingClientRect();
      const cut = /auto|scroll/.test(getComputedStyle(one).overflow) && one.scrollWidth > one.clientWidth + 1;
      return cut || width > 1 && right > ${paperWidth} + 1;
    }).slice(0, 5).map((one) => one.tagName + "." + one.getAttribute("class") + ": " + one.textContent.trim().slice(0, 60))
  `);
}
