import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { trend } from "../../reports/overview/trend.ts";
import { fillChart } from "../../src/report/fill_chart.ts";
import { openStore } from "../../src/store/reader.ts";
import { openFile } from "./browser.ts";
import { assertFitsEveryWidth, inBrowser, markCounts, until } from "./browser_page.ts";
import { walkRows } from "./synthetic_run.ts";
import { type TemporarySite, temporarySite } from "./temporary_site.ts";
import { assertValidSpec } from "./vega_lite_schema.ts";

Deno.test("the overview names every claim, what speaks for it, the paper's number and every run", async () => {
  await using site = await temporarySite();
  const text = await Deno.readTextFile(site.file);
  const { suites, runs } = site.subject;
  for (const { id, statement } of suites.flatMap(({ suite }) => suite.claims)) {
    assertStringIncludes(text, `<span class="id">${id}</span> ${statement.replaceAll("'", "&#39;")}`);
  }
  assertMatch(text, /Of 3 claims put to the test so far/);
  // Table 1 counts 3 barriers of about 450 for the perceptron in epoch 10.
  assertStringIncludes(text, `data-label="the paper">0.67 %<`);
  assertStringIncludes(text, "Not run here yet: <code>deno task suite heights</code>");
  assertEquals(text.match(/<tr data-suite="barriers">/g)?.length, runs.length);
  // One run has a page; the other is named without a link that leads nowhere.
  assertStringIncludes(text, `<a href="runs/${runs[0]!.id}.html"`);
  assertEquals(text.includes(`runs/${runs[1]!.id}.html`), false);
  assertStringIncludes(text, `<a href="./compare.html">Last comparison</a>`);
  assert(text.length < 3_000_000, `${text.length} characters`);
});

Deno.test("the overview escapes what a user named", async () => {
  await using site = await temporarySite({ networks: ["<script>harm()</script>"], seeds: 2, epochs: 1 });
  const text = await Deno.readTextFile(site.file);
  assertEquals(text.includes("<script>harm"), false);
  assertStringIncludes(text, "&lt;script&gt;harm()");
});

/** The points of the trend of a site. */
async function trendOf({ folder, subject }: TemporarySite) {
  using store = await openStore(folder);
  const { panels, data: { points = [] } } = (await fillChart(trend, { ...subject, query: store.query }))!;
  return { panels, points };
}

Deno.test("the overview's trend is valid Vega-Lite, with the runs of each claim in the order of their commits", async () => {
  await using site = await temporarySite({ seeds: 2, measuredSteps: 10 });
  const { panels, points } = await trendOf(site);
  for (const { spec, panel } of panels.flat()) assertValidSpec(spec, panel.title);
  assertEquals([...new Set(points.map(({ run_id }) => String(run_id)))], [...site.subject.order]);
  assertEquals(points.filter(({ changed }) => changed === "yes"), []);
});

Deno.test("the overview's trend marks the run at which an effect left the interval of the run before", async () => {
  // With a tenth of the curvature hardly a step has its minimum inside.
  await using site = await temporarySite({}, { rows: (one) => walkRows(one, 1.5) });
  const { points } = await trendOf(site);
  const marked = points.filter(({ claim, changed }) => claim === "W1" && changed === "yes");
  assert(marked.length > 0);
  assertEquals(new Set(marked.map(({ run_id }) => run_id)), new Set([site.subject.order[1]]));
});

Deno.test("the overview's trend marks an effect that moved within the interval of the run before, though not by chance", async () => {
  await using site = await temporarySite({}, { rows: (one) => walkRows(one, 15.3) });
  const { points } = await trendOf(site);
  const [before, after] = site.subject.order.map((id) =>
    points.filter(({ run_id, claim }) => run_id === id && claim === "W1")
  );
  const inside = after!.filter(({ changed, line, mean, word }) => {
    const last = before!.find((one) => one.line === line)!;
    return changed === "yes" && word === last.word && Number(mean) > Number(last.lower) &&
      Number(mean) < Number(last.upper);
  });
  assert(inside.length > 0);
});

Deno.test("the overview lists what changed at each commit: nothing, or which quantities beyond the seeds' noise", async () => {
  const listOf = async (site: TemporarySite) =>
    (await Deno.readTextFile(site.file)).match(/<ol class="steps">.*?<\/ol>/s)![0].replace(/\s+/g, " ");
  await using same = await temporarySite({ seeds: 2, measuredSteps: 10 });
  assertMatch(
    await listOf(same),
    /^<ol class="steps"> <li>(?:(?!<li>).)*=<\/span> identical<\/span><\/div> <\/li> <\/ol>$/,
  );
  await using moved = await temporarySite({ seeds: 2, measuredSteps: 10 }, {
    rows: (one) => {
      const rows = walkRows(one);
      return { ...rows, steps: rows.steps.map((step) => ({ ...step, values: { ...step.values, height: 1 } })) };
    },
  });
  // Two networks, two learning rates, epochs 1 and 10.
  assertMatch(await listOf(moved), /beyond noise<\/span> 8 of \d+: height<\/div>/);
});

inBrowser("the overview's filters leave what fits them, and stand in the address", async (browser) => {
  await using site = await temporarySite();
  const { page, problems } = await openFile(browser, site.file);
  const lines = page.locator(".claim-line:visible");
  const rows = page.locator(".claim-line tr[data-word]:not([hidden])");
  const claims = site.subject.suites.flatMap(({ suite }) => suite.claims).length;
  assertEquals(await lines.count(), claims);
  const all = await rows.count();

  await page.getByRole("combobox", { name: "Model" }).selectOption("mlp");
  await until(async () => await rows.count() < all);
  assertEquals(
    await rows.evaluateAll((found) => found.every((row) => row.getAttribute("data-network") === "mlp")),
    true,
  );

  await page.getByRole("combobox", { name: "Verdict" }).selectOption("supported");
  const words = await rows.evaluateAll((found) => found.map((row) => row.getAttribute("data-word")));
  assert(words.length > 0 && words.every((word) => word === "supported"), words.join());
  assertStringIncludes(page.url(), "#word=supported&network=mlp");
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  assertEquals(await rows.count(), words.length);

  await page.getByRole("button", { name: "Clear" }).click();
  assertEquals(await rows.count(), all);
  await page.getByRole("combobox", { name: "Suite" }).selectOption("heights");
  assertEquals(await lines.count(), site.subject.suites[1]!.suite.claims.length);
  assertEquals(problems, []);
});

inBrowser("the overview's filter by paper leaves that paper's claims and suites, and their count", async (browser) => {
  await using site = await temporarySite();
  const { page, problems } = await openFile(browser, site.file);
  const lines = page.locator(".claim-line:visible");
  const paper = page.getByRole("combobox", { name: "Paper" });
  const claimsOf = (name: string) =>
    site.subject.suites.filter(({ suite }) => suite.reference.paper === name).flatMap(({ suite }) => suite.claims)
      .length;
  const papers = ["A Walk with SGD", "A planted paper"];
  assertEquals(
    await paper.locator("option").allTextContents(),
    ["all papers", ...papers.map((name) => `${name} (${claimsOf(name)} claims)`)],
  );
  for (const name of papers) {
    await paper.selectOption(name);
    assertEquals(await lines.count(), claimsOf(name));
    assertStringIncludes(await page.locator("#shown").innerText(), `${claimsOf(name)} of `);
  }
  assertEquals(await page.locator(".suite:visible").count(), 1);

  // A suite of the other paper cannot be chosen beside it, and one that was chosen is let go.
  const suite = page.getByRole("combobox", { name: "Suite" });
  assertEquals(await suite.locator("option:not([disabled])").allTextContents(), ["all suites", "planted"]);
  await suite.selectOption("planted");
  await paper.selectOption(papers[0]!);
  assertEquals([await suite.inputValue(), await lines.count()], ["", claimsOf(papers[0]!)]);
  assertStringIncludes(page.url(), "#paper=A+Walk+with+SGD");
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  assertEquals(await lines.count(), claimsOf(papers[0]!));
  assertEquals(problems, []);
});

inBrowser("a claim at a glance leads to its line, which is open then, and opens from the keyboard", async (browser) => {
  await using site = await temporarySite();
  const { page, problems } = await openFile(browser, site.file);
  await page.locator(".scoreboard").getByRole("link", { name: /^W6 / }).click();
  await until(() => page.locator("#barriers-W6").evaluate((line) => line.hasAttribute("open")));
  await page.locator("#barriers-W1 summary").focus();
  await page.keyboard.press("Enter");
  assertEquals(await page.locator("#barriers-W1 table").isVisible(), true);
  assertEquals(problems, []);
});

inBrowser(
  "the overview draws a trend for each claim that was judged at two commits, at every width",
  async (browser) => {
    await using site = await temporarySite();
    const { page, problems } = await openFile(browser, site.file);
    const counts = await markCounts(page);
    assertEquals(counts.length, 3);
    assert(counts.every((count) => count >= 4), `marks: ${counts}`);
    // In the order of the commits.
    const labels = await page.locator(".plot").first().locator(".role-axis-label text").allTextContents();
    assertEquals(labels.filter((label) => /^[ab]/.test(label)), ["aaaaaaa*", "bbbbbbb*"]);
    assertEquals(problems, []);
    await assertFitsEveryWidth(browser, site.file);
  },
);
