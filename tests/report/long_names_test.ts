/** Pages of networks whose names are as long as a file's, have no place to break, or have several lines. */

import barriers from "../../reports/barriers.ts";
import ownSuitePage from "../../reports/own_suite.ts";
import { assertFitsEveryWidth, browserTest, inBrowser, type MadePage, type PageOfRun } from "./browser_page.ts";
import type { Page } from "../../src/report/page.ts";
import { syntheticSuite } from "./synthetic_suite.ts";
import { temporarySite } from "./temporary_site.ts";

const networks = ["n".repeat(240), "two\nlines"];
const long = "c".repeat(240);
const suite = {
  ...syntheticSuite,
  claims: syntheticSuite.claims.map((claim, at) => at === 0 ? { ...claim, statement: long } : claim),
};
const run = { networks, seeds: 2, epochs: 1, measuredSteps: 10 };
const pages: readonly PageOfRun<Page | MadePage>[] = [
  { suite, page: barriers, run },
  { suite: { ...suite, name: "own" }, page: ownSuitePage, run },
];

for (const one of pages) {
  browserTest(`the ${one.suite.name} page fits every width with names of 240 letters`, one, assertFitsEveryWidth);
}

inBrowser("the overview fits every width with names of 240 letters", async (browser) => {
  // A run with a name of several lines is refused by the store when it is merged.
  await using site = await temporarySite({ networks: networks.slice(0, 1), seeds: 2, measuredSteps: 10 });
  await assertFitsEveryWidth(browser, site.file);
});
