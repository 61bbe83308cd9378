import { assert, assertEquals } from "@std/assert";
import barriers from "../../reports/barriers.ts";
import { openFile } from "./browser.ts";
import { assertFitsEveryWidth, browserTest, markCounts, type PageOfRun, until } from "./browser_page.ts";
import { syntheticSuite as suite } from "./synthetic_suite.ts";

const small: PageOfRun = { suite, page: barriers, run: { seeds: 3, epochs: 10, measuredSteps: 30 } };

browserTest(
  "the page opens from disk without an error or a request, and every panel has marks",
  small,
  async (browser, file) => {
    const { page, problems } = await openFile(browser, file);
    assertEquals(problems, []);
    const counts = await markCounts(page);
    // 2 networks: rates 2, minimum inside 2, own minimum 2, regimes 2, segments 2 x 2 epochs, training 2 x 2 quantities, walks 2 x 3
    // quantities, costs 2.
    assertEquals(counts.length, 24);
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
  await radio("0").focus();
  await page.keyboard.press("ArrowLeft");
  assertEquals(await radio("1e-6").isChecked(), true);
  assertEquals(problems, []);
});

browserTest("no width makes the page scroll sideways, and every chart fits its panel", small, assertFitsEveryWidth);

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
  { ...small, run: { ...small.run, networks: ["<script>globalThis.harmed = 1</script>"], epochs: 1 } },
  async (browser, file) => {
    const { page, problems } = await openFile(browser, file);
    assertEquals(problems, []);
    assertEquals(await page.evaluate(() => "harmed" in globalThis), false);
    assert((await page.locator(".panel h3").first().innerText()).startsWith("<script>"));
  },
);
