/**
 * Photographs the pages of a results folder for the README: `deno task report`, then `deno task screenshots [FOLDER]`. Needs Chromium.
 *
 * @module
 */

import { resolve } from "node:path";
import { chromiumPath, openFile, startBrowser } from "../tests/report/browser.ts";

/** The pictures by the names of their files: which page, how much of it, and what is opened first. */
const pictures = [
  { name: "overview", page: "index.html", height: 1150, open: "#barriers-W1" },
  { name: "barriers", page: "barriers.html", height: 1340 },
  { name: "compare", page: "compare.html", height: 1500 },
] as const;

const site = resolve(Deno.args[0] ?? "results", "site");
const images = new URL("images/", import.meta.url);

if (chromiumPath === undefined) {
  console.error("Cannot photograph pages as Chromium must be installed: it is not; set CHROMIUM to its path");
  Deno.exit(2);
}

const browser = await startBrowser();
try {
  for (const picture of pictures) {
    const file = `${site}/${picture.page}`;
    if (!await isFile(file)) {
      console.error(`Left out ${picture.name}: there is no ${file}`);
      continue;
    }
    const { page } = await openFile(browser, file, { width: 1120 });
    await page.setViewportSize({ width: 1120, height: picture.height });
    if ("open" in picture) await page.locator(`${picture.open} summary`).click();
    await page.evaluate("scrollTo(0, 0)");
    const target = new URL(`${picture.name}.png`, images);
    await page.screenshot({ path: decodeURIComponent(target.pathname) });
    console.log(`Image  ${decodeURIComponent(target.pathname)}`);
    await page.close();
  }
} finally {
  await browser.close();
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
