import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import cosine from "../../reports/cosine.ts";
import { renderReport } from "../../src/report/render_report.ts";
import type { Case } from "../../src/spec/case.ts";
import suite from "../../suites/cosine.ts";
import { openFile } from "./browser.ts";
import { assertFitsEveryWidth, browserTest, markCounts, type PageOfRun } from "./browser_page.ts";
import { cosineCases, cosineRows, trace } from "./synthetic_cosine.ts";
import { temporaryRun } from "./temporary_run.ts";

const small: PageOfRun = { suite, page: cosine, run: { cases: cosineCases(), rows: cosineRows } };

async function render(cases: Case[]): Promise<string> {
  await using made = await temporaryRun(suite, { ...small.run, cases });
  const { store: { query }, run, verdicts, folder } = made;
  return await Deno.readTextFile(
    await renderReport({ query, run, verdicts, suite, page: cosine, file: join(folder, "cosine.html") }),
  );
}

/** The section of a page with this heading. */
function sectionOf(text: string, heading: string): string {
  return text.split(/(?=<h2)/).find((section) => section.startsWith("<h2") && section.includes(heading))!;
}

/** The cells of the rows of a section's tables. */
function rowsOf(section: string): string[][] {
  return [...section.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)]
    .map(([, row]) => [...row!.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) => cell!.trim()))
    .filter((cells) => cells.length > 0);
}

Deno.test("the cosine page has every claim, and shows each verdict's regime", async () => {
  const text = await render(cosineCases());
  for (const { id, statement } of suite.claims) {
    assertStringIncludes(text, `<span class="id">${id}</span> ${statement.replaceAll("'", "&#39;")}`);
  }
  const [w2] = /<details class="claim-line" id="claim-W2".*?<\/details>/s.exec(text)!;
  assertStringIncludes(w2, "where η λmax of GD is above 1");
  // Sharpness 5 at learning rates 0.1 and 0.9: the cosine of GD, about -0.9, is not judged below.
  const regimes = rowsOf(w2).map(([network, rate, regime]) => [network, rate, Number(regime)] as const);
  assertEquals(regimes.map(([network, rate]) => [network, rate]), [["mlp", "0.1"], ["mlp", "0.9"], ["vgg11", "0.1"]]);
  // Six or four looks with a deviation of 0.1 each.
  [0.5, 4.5, 0.5].forEach((expected, index) => assert(Math.abs(regimes[index]![2] / expected - 1) < 0.05));
  assertStringIncludes(w2, ": the claim is about those above 1");
  assertStringIncludes(text, "GD bounces where η λmax is above 1, in 1 of 3 settings at the scale of the smoke preset");
});

Deno.test("the cosine page sets each distance beside GD's, and beside the walk of its noise alone", async () => {
  const rows = rowsOf(sectionOf(await render(cosineCases()), "How far the walks come"));
  const [row] = rows.filter(([network, rate, batch]) => network === "mlp" && rate === "0.9" && batch === "100");
  const [distance, , , alone, ratio, expected] = row!.slice(3).map(Number);
  // Forty steps: 0.9 (2 - 100 / 450) sqrt(40), and 0.9 sqrt(40 V), to three digits as printed.
  const [gd, own, noise] = [0.9 * Math.sqrt(40), 0.9 * (2 - 100 / 450) * Math.sqrt(40), 0.9 * Math.sqrt(40 * trace)];
  for (
    const [shown, reckoned] of [
      [distance!, own],
      [alone!, noise],
      [ratio!, own / gd],
      [expected!, Math.hypot(gd, noise) / gd],
    ] as const
  ) assert(Math.abs(shown / reckoned - 1) < 5e-3, `${shown} is not ${reckoned}`);
});

Deno.test("the cosine page sets the released code's sum beside GD at nine times its learning rate", async () => {
  const rows = rowsOf(sectionOf(await render(cosineCases()), "The released code&#39;s full batch beside"));
  const mlp = rows.filter(([network]) => network === "mlp");
  assertEquals(mlp.map(([, follow, rate, effective]) => [follow, rate, effective]), [
    ["GD", "0.9", "0.9"],
    ["GD, sum of nine", "0.1", "0.9"],
  ]);
  // The synthetic loss is a function of the effective rate.
  assertEquals(mlp[1]!.slice(-3), ["0 %", "0 %", "0 %"]);
  // Nine times the learning rate times the sharpness of the mean loss.
  for (const cells of mlp) assert(Math.abs(Number(cells[7]) / 4.5 - 1) < 0.05);
});

Deno.test("the cosine page of a run without full batches says what there is not", async () => {
  const text = await render(cosineCases().filter(({ batchSize }) => batchSize === 100));
  assertStringIncludes(text, "This run cannot say");
  assertStringIncludes(text, "The released code&#39;s full batch was not walked in this run");
});

browserTest(
  "the cosine page opens from disk without an error or a request, and every panel has marks",
  small,
  async (browser, file) => {
    const { page, problems } = await openFile(browser, file);
    assertEquals(problems, []);
    const counts = await markCounts(page);
    // By batch, by regime and distances: 2 networks each. Along the steps: cosine and loss at 2 learning rates and at 1.
    // What the cases cost: 2 networks.
    assertEquals(counts.length, 3 * 2 + 2 * 3 + 2);
    assert(counts.every((count) => count >= 3), `marks: ${counts}`);
  },
);

browserTest("the cosine page fits every width", small, assertFitsEveryWidth);
