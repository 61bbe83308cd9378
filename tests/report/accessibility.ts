import { assertEquals } from "@std/assert";
import axe from "axe-core";
import type { Browser } from "playwright-core";
import { openFile } from "./browser.ts";

/** What axe-core says of a rule that a page breaks, as far as it is read here. */
interface Violation {
  readonly id: string;
  readonly help: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

/** Both themes and both layouts; how a theme's colours stand out does not depend on the layout, so that two looks are enough. */
const looks = [{ dark: false, width: 1200 }, { dark: true, width: 390 }];

/** Asserts that axe-core has no serious or critical finding on a page, in light on a desktop and in dark on a phone. */
export async function assertAccessible(browser: Browser, file: string): Promise<void> {
  for (const look of looks) {
    const { page } = await openFile(browser, file, look);
    await page.locator("details").evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));
    // Evaluated by the browser's debugger, which the page's content security policy does not hold back.
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<{ violations: Violation[] }>(
      "axe.run(document, { resultTypes: ['violations'] })",
    );
    const findings = violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(" ")}`));
    assertEquals(findings, [], JSON.stringify(look));
    await page.close();
  }
}
