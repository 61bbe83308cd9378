import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import heights from "../../reports/heights.ts";
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
    // 2 networks: heights 2, exponents 2, matched loss 2, segments 2 x 2 epochs, training 2 x 2 quantities,
    // walks 2 x 3 quantities, costs 2.
    assertEquals(counts.length, 22);
    assert(counts.every((count) => count >= 3), `marks: ${counts}`);
  },
);

browserTest("the switch of the heights page redraws over steps with a minimum inside", small, async (browser, file) => {
  const { page, problems } = await openFile(browser, file);
  for (const chart of ["how-high-the-walks-stay-above-the-floor", "the-height-at-the-same-loss"]) {
    const drawn = () => page.locator(`#${chart}-chart .plot`).first().innerHTML();
    const before = await drawn();
    await page.locator(`#${chart}-chart`).getByRole("radio", { name: "with a minimum inside" }).check();
    await until(async () => await drawn() !== before);
  }
  assertEquals(problems, []);
});

browserTest("the heights page fits every width", small, assertFitsEveryWidth);
