import { assert, assertEquals } from "@std/assert";
import type { Browser, Page } from "playwright-core";
import { join } from "node:path";
import barriers from "../../reports/barriers.ts";
import { renderReport } from "../../src/report/render_report.ts";
import { chromiumPath, openFile, startBrowser } from "./browser.ts";
import type { SyntheticOptions } from "./synthetic_run.ts";
import { syntheticSuite as suite } from "./synthetic_suite.ts";
import { temporaryRun } from "./temporary_run.ts";

if (chromiumPath === undefined) {
  console.log("skipped: the pages in a real browser, as there is no Chromium here; set CHROMIUM to its path");
}

/** A test in a browser, on the page of a synthetic run. */
function browserTest(name: string, options: SyntheticOptions, look: (browser: Browser, file: string) => Promise<void>) {
  Deno.test({
    name,
    ignore: chromiumPath === undefined,
    // playwright-core keeps its driver's handles until the process ends.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      await using made = await temporaryRun(suite, options);
      const { store: { query }, run, verdicts, folder } = made;
      const file = join(folder, "barriers.html");
      await renderReport({ query, run, verdicts, suite, page: barriers, file });
      const browser = await startBrowser();
      try {
        await look(browser, file);
      } finally {
        await browser.close();
      }
    },
  });
}

/** How many marks each panel shows, axes and legends apart. */
function markCounts(page: Page): Promise<number[]> {
  return page.locator(".plot").evaluateAll((plots) =>
    plots.map((plot) =>
      plot.querySelectorAll(".mark-symbol.role-mark > path, .mark-rect.role-mark > path, .mark-line path").length
    )
  );
}

/** Waits until it holds: what a page does after an event it does in its own time. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("it did not come to hold within 5 s");
}

const small: SyntheticOptions = { seeds: 3, epochs: 10, measuredSteps: 30 };

browserTest(
  "the page opens from disk without an error or a request, and every panel has marks",
  small,
  async (browser, file) => {
    const { page, problems } = await openFile(browser, file);
    assertEquals(problems, []);
    const counts = await markCounts(page);
    // 2 networks: rates 2, regimes 2, segments 2 x 2 epochs, training 2 x 2 quantities.
    assertEquals(counts.length, 12);
    assert(counts.every((count) => count >= 3), `marks: ${counts}`);
  },
);

browserTest("the tolerance switch redraws the rates, from the keyboard too", small, async (browser, file) => {
  const { page, problems } = await openFile(browser, file);
  const drawn = () => page.locator("#how-many-steps-cross-a-barrier-chart .plot").first().innerHTML();
  const radio = (name: string) => page.getByRole("radio", { name, exact: true });
  const before = await drawn();
  await radio("drawn anew at each point").check();
  await until(async () => await drawn() !== before);
  await radio("fixed").focus();
  await page.keyboard.press("Space");
  await until(async () => await drawn() === before);
  await radio("1e-6").focus();
  await page.keyboard.press("ArrowLeft");
  assertEquals(await radio("0").isChecked(), true);
  assertEquals(problems, []);
});

browserTest("no width makes the page scroll sideways, and every chart fits its panel", small, async (browser, file) => {
  for (const width of [320, 390, 768, 1200, 1920]) {
    const { page, problems } = await openFile(browser, file, { width });
    const beyond = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertEquals(beyond, 0, `${width} pixels wide`);
    const wide = await page.locator(".plot").evaluateAll((plots) =>
      plots.filter((plot) => plot.querySelector("svg")!.getBoundingClientRect().width > plot.clientWidth + 1).length
    );
    assertEquals(wide, 0, `${width} pixels wide`);
    assertEquals(problems, []);
    await page.close();
  }
});

browserTest("charts follow the theme, also when it changes under the page", small, async (browser, file) => {
  const { page, problems } = await openFile(browser, file, { dark: true });
  const label = page.locator(".plot .role-axis-label text").first();
  const dark = await label.getAttribute("fill");
  await page.emulateMedia({ colorScheme: "light" });
  await until(async () => await label.getAttribute("fill") !== dark);
  assertEquals(problems, []);
});

browserTest("a chart has a name, a caption and its numbers as a table", small, async (browser, file) => {
  const { page } = await openFile(browser, file);
  const labels = await page.locator(".plot").evaluateAll((charts) =>
    charts.map((chart) => chart.getAttribute("aria-label"))
  );
  assert(labels.every((label) => (label ?? "").length > 20), labels.join("\n"));
  for (const figure of await page.locator("figure").all()) {
    assert((await figure.locator("figcaption").innerText()).length > 40);
    await figure.locator("summary").click();
    assert(await figure.locator("details tbody tr").count() > 0);
  }
});

browserTest(
  "a network named <script> is a name and nothing else",
  { ...small, networks: ["<script>globalThis.harmed = 1</script>"], epochs: 1 },
  async (browser, file) => {
    const { page, problems } = await openFile(browser, file);
    assertEquals(problems, []);
    assertEquals(await page.evaluate(() => "harmed" in globalThis), false);
    assert((await page.locator(".panel h3").first().innerText()).startsWith("<script>"));
  },
);
