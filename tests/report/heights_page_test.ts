import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import heights from "../../reports/heights.ts";
import { heightByEpoch } from "../../reports/heights/height_by_epoch.ts";
import { fillChart } from "../../src/report/fill_chart.ts";
import { renderReport } from "../../src/report/render_report.ts";
import suite from "../../suites/heights.ts";
import { openFile } from "./browser.ts";
import { assertFitsEveryWidth, browserTest, markCounts, type PageOfRun, until } from "./browser_page.ts";
import type { SyntheticOptions } from "./synthetic_run.ts";
import { temporaryRun } from "./temporary_run.ts";

const small: PageOfRun = {
  suite,
  page: heights,
  run: { learningRates: [0.1, 0.05], seeds: 3, epochs: 10, measuredSteps: 30 },
};

async function render(options: SyntheticOptions): Promise<string> {
  await using made = await temporaryRun(suite, options);
  const { store: { query }, run, verdicts, folder } = made;
  return await Deno.readTextFile(
    await renderReport({ query, run, verdicts, suite, page: heights, file: join(folder, "heights.html") }),
  );
}

Deno.test("the heights page has the paper's heights, variances and exponents beside ours, and every claim", async () => {
  const text = await render(small.run);
  assertStringIncludes(text, `<h1>${suite.question.replace("'", "&#39;")}</h1>`);
  for (const { id, statement } of suite.claims) {
    assertStringIncludes(text, `<span class="id">${id}</span> ${statement.replace("'", "&#39;")}`);
  }
  // Heights and variances of epochs 1 and 10, and log2 of 0.0625 / 0.0102 and of 0.0199 / 0.005.
  // Each small picture of W7q has both its limits.
  const [picture] = /<details class="claim-line" id="claim-W7q".*?(<svg.*?<\/svg>)/s.exec(text)!.slice(1);
  assertEquals(picture!.match(/class="limit"/g)?.length, 2);
  for (const printed of ["0.0625", "0.0012", "0.0102", "3.8e-5", "4.8e-4", "2.62", "1.99"]) {
    assertStringIncludes(text, `>${printed}</td>`);
  }
});

Deno.test("heightByEpoch draws depth and asymmetry apart, which are the paper's height together", async () => {
  await using made = await temporaryRun(suite, { ...small.run, networks: ["vgg11"], epochs: 1 });
  const context = { suite, run: made.run, verdicts: made.verdicts, query: made.store.query };
  const { data: { means = [], paper = [] }, panels } = (await fillChart(heightByEpoch, context))!;
  assertEquals(panels.flat().map(({ panel }) => panel.where.quantity), ["depth", "asymmetry", "height"]);
  const meanOf = (quantity: string, learningRate: number) =>
    Number(
      means.find((row) => row.quantity === quantity && row.kind === "all" && row.learning_rate === learningRate)!.mean,
    );
  for (const rate of [0.1, 0.05]) {
    const [depth, asymmetry, height] = ["depth", "asymmetry", "height"].map((quantity) => meanOf(quantity, rate));
    assert(depth! > 0 && asymmetry! > 0);
    assertAlmostEquals(depth! + asymmetry!, height!, 1e-12);
  }
  // The paper's heights stand beside ours in their own panel, by its own steps.
  assertEquals(new Set(paper.map(({ quantity }) => quantity)), new Set(["height"]));
  assertEquals(new Set(paper.map(({ step }) => step)), new Set([450, 4500, 11_250, 45_000]));
});

Deno.test("the heights page of one learning rate says that there is no exponent", async () => {
  const text = await render({ ...small.run, learningRates: [0.1], epochs: 1 });
  assertStringIncludes(text, "No network was walked at two learning rates in this run");
  assertStringIncludes(text, "This run cannot say");
});

browserTest(
  "the heights page opens from disk without an error or a request, and every panel has marks",
  small,
  async (browser, file) => {
    const { page, problems } = await openFile(browser, file);
    assertEquals(problems, []);
    const counts = await markCounts(page);
    // 2 networks: heights 2 x 3 parts, exponents 2 x 2, matched loss 2 x 2, segments 2 x 2 epochs, training 2 x 2 quantities,
    // walks 2 x 3 quantities, costs 2.
    assertEquals(counts.length, 30);
    assert(counts.every((count) => count >= 3), `marks: ${counts}`);
  },
);

browserTest("the switch of the heights page redraws over steps with a minimum inside", small, async (browser, file) => {
  const { page, problems } = await openFile(browser, file);
  for (const chart of ["how-high-the-walks-stay-above-the-floor", "the-depth-at-the-same-loss"]) {
    const drawn = () => page.locator(`#${chart}-chart .plot`).first().innerHTML();
    const before = await drawn();
    await page.locator(`#${chart}-chart`).getByRole("radio", { name: "with a minimum inside" }).check();
    await until(async () => await drawn() !== before);
  }
  assertEquals(problems, []);
});

browserTest("the heights page fits every width", small, assertFitsEveryWidth);
