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

/** The page of all cases, which several tests read. */
let whole: Promise<string> | undefined;
const renderWhole = () => whole ??= render(cosineCases());

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

Deno.test("the cosine page has every claim, and judges those about overshooting where GD does", async () => {
  const text = await renderWhole();
  for (const { id, statement } of suite.claims) {
    assertStringIncludes(text, `<span class="id">${id}</span> ${statement.replaceAll("'", "&#39;")}`);
  }
  const [w2] = /<details class="claim-line" id="claim-W2".*?<\/details>/s.exec(text)!;
  assertStringIncludes(w2, "where η λmax of GD is above 1");
  // Sharpness 5 at the looks that converged, at learning rates 0.1 and 0.9.
  const regimes = rowsOf(w2).map(([network, rate, regime]) => [network, rate, Number(regime)] as const);
  assertEquals(regimes.map(([network, rate]) => [network, rate]), [["mlp", "0.1"], ["mlp", "0.9"], ["vgg11", "0.1"]]);
  [0.5, 4.5, 0.5].forEach((expected, index) => assert(Math.abs(regimes[index]![2] / expected - 1) < 0.05));
  assertStringIncludes(
    text,
    "Full-batch GD bounces at the steps at which it overshoots, η λmax above 1, in 1 of 3 settings at the scale of the smoke preset: mean cosine −0.9",
  );
  assertStringIncludes(text, "There SGD&#39;s gradients point less against each other than GD&#39;s in 1 of 1 (W3)");
});

Deno.test("the cosine page takes the means of a batch size over the steps at which GD overshoots, and over the late ones", async () => {
  const rows = rowsOf(sectionOf(await renderWhole(), "Which way consecutive gradients point"));
  const of = (window: string, network: string, rate: string, batch: string) =>
    rows.filter((cells) => cells.slice(0, 4).join("/") === [window, network, rate, batch].join("/"));
  const near = (cell: string | undefined, expected: number) =>
    assert(Math.abs(Number(cell!.replace("−", "-")) - expected) < 0.02, `${cell} is not ${expected}`);
  // From step 8 on 0.3 - 1.2 share, 0.3 more with replacement; before it would be 1.
  for (
    const [batch, cosine] of [["100", 0.033], ["200", -0.233], ["200, with replacement", 0.067], [
      "450, all: GD",
      -0.9,
    ]] as const
  ) {
    const [row] = of("where GD overshoots", "mlp", "0.9", batch);
    near(row![4], cosine);
    assertEquals(row!.at(-1), "96");
  }
  near(of("steps 20 to 39", "mlp", "0.1", "100")[0]![4], 0.033);
  // At 0.1 GD never overshoots, but the sum of nine does.
  assertEquals(of("where GD overshoots", "mlp", "0.1", "100"), []);
  near(of("where GD overshoots", "mlp", "0.1", "450, GD, sum of nine")[0]![4], -0.9);
  // -B / (N - B); of 180 samples in batches of 100 an epoch has one.
  const correlations = ["100", "200"].map((batch) => of("where GD overshoots", "mlp", "0.9", batch)[0]![7]);
  assertEquals(correlations, ["−0.286", "−0.8"]);
  assertEquals(of("steps 20 to 39", "vgg11", "0.1", "100")[0]![7], "–");
});

Deno.test("the cosine page sets batches drawn with replacement beside those of one epoch", async () => {
  const rows = rowsOf(sectionOf(await renderWhole(), "Batches of one epoch against"));
  assertEquals(rows.map((cells) => cells.slice(0, 4)), [["mlp", "0.9", "200", "−0.8"]]);
  const [, , , , without, , , withReplacement, difference] = rows[0]!.map((cell) => Number(cell.replace("−", "-")));
  for (const [shown, expected] of [[without!, -0.233], [withReplacement!, 0.067], [difference!, -0.3]] as const) {
    assert(Math.abs(shown - expected) < 0.02, `${shown} is not ${expected}`);
  }
});

Deno.test("the cosine page says which share of the steps overshoots, and how well that is known", async () => {
  const text = await renderWhole();
  assertStringIncludes(
    text,
    "Share of the steps that overshoot, mlp: 0 % at η 0.1, 80 % at η 0.9, 80 % at η 0.1 (GD, sum of nine); vgg11: 0 % at η 0.1",
  );
  const looks = rowsOf(sectionOf(text, "How well the sharpness is known"));
  const [gd] = looks.filter(([network, follow, rate]) => network === "mlp" && follow === "GD" && rate === "0.9");
  assertEquals([gd![5], ...gd!.slice(8, 10)], ["80 %", "12 of 15", "3 of 15"]);
});

Deno.test("the cosine page sets each distance beside GD's, and beside the walk of its noise alone", async () => {
  const rows = rowsOf(sectionOf(await renderWhole(), "How far the walks move"));
  const [row] = rows.filter((cells) => cells.slice(0, 4).join() === "where GD overshoots,mlp,0.9,100");
  const [distance, , , alone, log2Ratio, ratio, expected] = row!.slice(4).map(Number);
  // Steps 8 to 39, mean of 0.9 (2 - 100 / 450) sqrt(t + 1) and 0.9 sqrt((t + 1) V), to three digits as printed.
  const roots = Array.from({ length: 32 }, (_, index) => Math.sqrt(index + 9));
  const root = roots.reduce((sum, value) => sum + value, 0) / roots.length;
  const [gd, own, noise] = [0.9 * root, 0.9 * (2 - 100 / 450) * root, 0.9 * root * Math.sqrt(trace)];
  for (
    const [shown, computed] of [
      [distance!, own],
      [alone!, noise],
      [log2Ratio!, Math.log2(own / gd)],
      [ratio!, own / gd],
      [expected!, Math.hypot(gd, noise) / gd],
    ] as const
  ) assert(Math.abs(shown / computed - 1) < 5e-3, `${shown} is not ${computed}`);
  // After the last step also where GD never overshoots.
  const [last] = rows.filter((cells) => cells.slice(0, 4).join() === "after the last step,mlp,0.1,100");
  assert(Math.abs(Number(last![4]) / (0.1 * (2 - 100 / 450) * Math.sqrt(40)) - 1) < 5e-3);
});

Deno.test("the cosine page sets the released code's sum beside GD at nine times its learning rate", async () => {
  const rows = rowsOf(sectionOf(await renderWhole(), "The released code&#39;s full batch beside"));
  const mlp = rows.filter(([network]) => network === "mlp");
  assertEquals(mlp.map(([, follow, rate, effective, share]) => [follow, rate, effective, share]), [
    ["GD", "0.9", "0.9", "80 %"],
    ["GD, sum of nine", "0.1", "0.9", "80 %"],
  ]);
  // The synthetic loss is a function of the effective rate.
  assertEquals(mlp[1]!.slice(-3), ["0 %", "0 %", "0 %"]);
});

Deno.test("the cosine page counts nine sub-batches also where they do not divide the samples", async () => {
  const cases = cosineCases().map((one) =>
    one.descent === undefined || one.network.name !== "mlp"
      ? one
      : { ...one, trainSamples: 448, batchSize: 448, subBatchSize: 50 }
  );
  const rows = rowsOf(sectionOf(await render(cases), "The released code&#39;s full batch beside"));
  const effective = rows.filter(([network, follow]) => network === "mlp" && follow !== "GD").map((cells) => cells[3]);
  assertEquals(effective, ["0.9"]);
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
    // By batch and distances in two windows, overshooting in two quantities, by regime: 2 networks each. Along the steps: cosine and
    // loss at 2 learning rates and at 1. What the cases cost: 2 networks.
    assertEquals(counts.length, (2 + 2 + 2 + 1) * 2 + 2 * 3 + 2);
    assert(counts.every((count) => count >= 3), `marks: ${counts}`);
  },
);

browserTest("the cosine page fits every width", small, assertFitsEveryWidth);
