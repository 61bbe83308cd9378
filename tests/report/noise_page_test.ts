import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import noise from "../../reports/noise.ts";
import { renderReport } from "../../src/report/render_report.ts";
import suite from "../../suites/noise.ts";
import { openFile } from "./browser.ts";
import { assertFitsEveryWidth, browserTest, markCounts, type PageOfRun, until } from "./browser_page.ts";
import { noiseCases, noiseRows } from "./synthetic_noise.ts";
import { temporaryRun } from "./temporary_run.ts";

const small: PageOfRun = { suite, page: noise, run: { cases: noiseCases(), rows: noiseRows } };

async function render(cases: ReturnType<typeof noiseCases>): Promise<string> {
  await using made = await temporaryRun(suite, { ...small.run, cases });
  const { store: { query }, run, verdicts, folder } = made;
  return await Deno.readTextFile(
    await renderReport({ query, run, verdicts, suite, page: noise, file: join(folder, "noise.html") }),
  );
}

/** The page of all cases, which several tests read. */
let whole: Promise<string> | undefined;
const renderWhole = () => whole ??= render(noiseCases());

/** The rows of a section's tables, by the heading that they stand under. */
function rowsUnder(text: string, heading: string): string[][] {
  const section = text.split(/(?=<h2)/).find((part) => part.startsWith("<h2") && part.includes(heading))!;
  return rowsOf(section).filter((cells) => cells.length > 0);
}

/** The cells of the rows of a table that have all of these texts. */
function rowsOf(text: string, ...having: string[]): string[][] {
  return [...text.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) => cell!.trim())
  ).filter((cells) => having.every((cell) => cells.includes(cell)));
}

Deno.test("the noise page says in a table where the claims hold, then draws why, then has every verdict", async () => {
  const text = await renderWhole();
  const places = ['id="where-the-claims-hold"', 'id="how-the-arms-walk-chart"', 'id="claim-W10a-loss"', 'id="the-run"'];
  const found = places.map((place) => text.indexOf(place));
  assertEquals(found, found.toSorted((a, b) => a - b));
  assert(!found.includes(-1), found.join());
  for (const { id, statement } of suite.claims) {
    const words = statement.replaceAll("'", "&#39;");
    assertStringIncludes(text, `<a href="#claim-${id}"><b>${id}</b> ${words}`);
    assertStringIncludes(text, `<span class="id">${id}</span> ${words}`);
  }
  // The primary groups: both conventions of one factor at two learning rates, and the second network's one; at the paper's weight decay alone.
  assert(/loss and accuracy both, in \d+ of 5( and not in \d+)? \(W10a\)/.test(text));
  assert(/sharper than SGD in \d+ of 3( and not in \d+)? \(W10d-sgd\)/.test(text));
  // The last case, of a main arm of vgg11, diverged.
  assertStringIncludes(text, "1 of 96 walks diverged");
});

Deno.test("the noise page's table has a sign for each verdict, beside those of the same setting", async () => {
  await using made = await temporaryRun(suite, small.run);
  const { store: { query }, run, verdicts, folder } = made;
  const file = await renderReport({ query, run, verdicts, suite, page: noise, file: join(folder, "noise.html") });
  const [table] = /<table class="outcomes">.*?<\/table>/s.exec(await Deno.readTextFile(file))!;
  const signs = [...table.matchAll(/title="(W[^,]*), (mlp|vgg11), η [^"]*: [a-z ]+[,"]/g)];
  assertEquals(signs.length, verdicts.length);
  const row = /<th scope="row" class="settings">GD \+ isotropic noise, 0.001 as variance<\/th>(.*?)<\/tr>/s.exec(
    table,
  )![1]!;
  const cells = [...row.matchAll(/<td colspan="1">(.*?)<\/td>/gs)].map(([, cell]) =>
    [...cell!.matchAll(/title="([^,]*), ([^:]*):/g)].map(([, claim, setting]) => `${claim}: ${setting}`)
  );
  const setting = (rate: string) =>
    `mlp, η ${rate}, weight decay 1e-4, descent GD + isotropic noise, 0.001 as variance`;
  assertEquals(
    cells.filter((cell) => cell.length > 0),
    ["0.1", "0.5"].map((rate) => ["W10a-loss", "W10a-accuracy"].map((claim) => `${claim}: ${setting(rate)}`)),
  );
});

Deno.test("the noise suite's orders are of the last step, and W11's drops from the switch to the end", async () => {
  await using made = await temporaryRun(suite, small.run);
  const valuesOf = (id: string) =>
    made.verdicts.find(({ claim, group }) => claim === id && group.network === "mlp" && group.learning_rate === 0.5)!
      .values
      .map(({ value }) => value);
  // Here the distance is as 1 : 1.5 : 1.8 for GD, SGD and matched noise, give or take 2 %, and the norm greater by 10.
  assertEquals([valuesOf("W10cm-distance"), valuesOf("W10cm-norm")], [[1, 1, 1], [0, 0, 0]]);
  const dropOf = (seed: number, next: string) => {
    const one = noiseCases().find(({ descent, learningRate, network, seed: own }) =>
      descent?.name.endsWith(`, then ${next}`) && learningRate === 0.5 && network.name === "mlp" && own === seed
    )!;
    const losses = noiseRows(one).measurements.filter(({ name }) => name === "training_loss");
    return losses[0]!.value - losses[1]!.value;
  };
  // The smoke preset switches after the first of two epochs. Stored as float64: the order of summands is all that differs.
  for (const [seed, value] of valuesOf("W11").entries()) {
    assertAlmostEquals(value, dropOf(seed, "SGD") - dropOf(seed, "GD"), 1e-12);
  }
});

Deno.test("the noise page sets the distance beside that of the noise alone, SGD's at its own noise", async () => {
  const text = await renderWhole();
  // 6 steps of noise 0.8 at learning rate 0.5: 0.5 * 0.8 * sqrt(6) = 0.98.
  const [sgd] = rowsOf(text, "mlp", "0.5", "SGD").filter((cells) => cells.length === 11);
  assertEquals(sgd!.slice(3, 6), ["0.8", "0.8", "0.98"]);
  const [gd] = rowsOf(text, "mlp", "0.5", "GD").filter((cells) => cells.length === 11);
  assertEquals(gd!.slice(3, 6), ["–", "0.8", "–"]);
});

Deno.test("the noise page says how much sharper isotropic noise is at the same loss, as it is judged", async () => {
  const rows = rowsUnder(await renderWhole(), "How much sharper isotropic noise");
  // Made so that at one loss it is twice as sharp as SGD and 1.25 times as structured noise, give or take 1 %.
  for (const [other, expected] of [["over SGD", 2], ["over structured noise", 1.25]] as const) {
    const [row] = rows.filter((cells) => cells.slice(0, 4).join() === ["mlp", "0.5", "1e-4", other].join());
    const [ratio, lower, upper] = row!.slice(4, 7).map(Number);
    assert(lower! <= ratio! && ratio! <= upper!);
    assertAlmostEquals(ratio!, expected, 0.05);
    assertEquals(row!.slice(7), ["supported", "3"]);
    const [bare] = rows.filter((cells) => cells.slice(0, 4).join() === ["mlp", "0.5", "0", other].join());
    assertEquals(bare![7], "supported, exploratory");
  }
});

Deno.test("the noise page shows gamma apart, and what weight decay takes off the norms", async () => {
  const text = await renderWhole();
  const norms = rowsUnder(text, "The norms at the end");
  const [gamma] = norms.filter((cells) =>
    ["mlp", "0.5", "1e-4", "SGD", "norm_gamma"].every((cell) => cells.includes(cell))
  );
  assertEquals(gamma![6], "3.96");
  // Of the rate that has no walk without weight decay the main arms alone.
  assertEquals(norms.filter((cells) => cells[2] === "0.1" && cells[0] === "mlp").length, 5 * 3);
  const [rate] = norms.filter((cells) =>
    ["mlp", "0.5", "0", "SGD", "effective_rate"].every((cell) => cells.includes(cell))
  );
  assertEquals(rate![6], "0.01");
  // 1 % of a norm of 10 and more.
  const shares = rowsUnder(text, "How much of that is weight decay");
  assertEquals(shares.length, 5);
  for (const cells of shares) assertEquals(cells.slice(-3), ["−1 %", "−0.04", "3"]);
});

Deno.test("the noise page shows whether the walk with noise is stuck, seed by seed of both walks", async () => {
  const foldsOf = (name: string) =>
    noiseCases().filter(({ descent, learningRate, network, weightDecay }) =>
      descent?.name === name && learningRate === 0.5 && network.name === "mlp" && weightDecay > 0
    ).map((one) => {
      const losses = noiseRows(one).measurements.filter(({ name }) => name === "training_loss");
      return Math.log2(losses[0]!.value / losses[1]!.value);
    });
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [gd, noisy] = ["GD", "GD + isotropic noise, 0.02 as sd"].map((name) => mean(foldsOf(name)));
  const [row] = rowsUnder(await renderWhole(), "Is the run with isotropic noise stuck").filter((cells) =>
    cells[1] === "0.5"
  );
  const shown = row!.slice(2, 5).map((cell) => Number(cell.replace("−", "-")));
  [gd!, noisy!, gd! - noisy!].forEach((expected, index) => assertAlmostEquals(shown[index]!, expected, 5e-3));
  assertEquals(row!.slice(-3)[0], "3");
});

Deno.test("the noise page of runs without switches or noise says what there is not", async () => {
  const text = await render(noiseCases().filter(({ descent }) => descent?.name === "SGD"));
  assertStringIncludes(text, "No walk switched in this run");
  assertStringIncludes(text, "This run cannot say");
});

browserTest(
  "the noise page opens from disk without an error or a request, and every panel has marks",
  small,
  async (browser, file) => {
    const { page, problems } = await openFile(browser, file);
    assertEquals(problems, []);
    const counts = await markCounts(page);
    // Walks: 4 quantities at 2 learning rates and at 1; ends and norms: 3 likewise; sharpness and distance: 2 + 1 each; ratios: 2 weight
    // decays and 1; switch: 2; costs: 2.
    assertEquals(counts.length, 4 * 3 + 2 * 3 * 3 + 2 * 3 + 3 + 2 + 2);
    assert(counts.every((count) => count >= 3), `marks: ${counts}`);
  },
);

browserTest("a claim of the noise page's table leads to its verdicts, and opens them", small, async (browser, file) => {
  const { page, problems } = await openFile(browser, file);
  const verdicts = page.locator("#claim-W11");
  assertEquals(await verdicts.locator("table").isVisible(), false);
  await page.locator(".outcomes").getByRole("link", { name: /^W11 / }).click();
  await until(() => verdicts.locator("table").isVisible());
  // Closed again, the same link opens it once more.
  await verdicts.locator("summary").click();
  await page.locator(".outcomes").getByRole("link", { name: /^W11 / }).focus();
  await page.keyboard.press("Enter");
  await until(() => verdicts.locator("table").isVisible());
  assertEquals(problems, []);
});

browserTest(
  "the noise page draws another of the paper's noises where its factor or convention is chosen",
  small,
  async (browser, file) => {
    const { page, problems } = await openFile(browser, file);
    const chart = page.locator("#how-the-arms-walk-chart");
    const drawn = () => chart.locator(".plot").first().innerHTML();
    // The preset walks two of the paper's factors.
    assertEquals(await chart.getByRole("group", { name: "factor" }).getByRole("radio").count(), 2);
    for (const name of ["0.001", "variance, the text"]) {
      const before = await drawn();
      await chart.getByRole("radio", { name, exact: true }).check();
      await until(async () => await drawn() !== before);
    }
    assertEquals(problems, []);
  },
);

browserTest("the noise page fits every width", small, assertFitsEveryWidth);

browserTest("on a phone every sign of the noise page's table lies on the screen", small, async (browser, file) => {
  const { page, problems } = await openFile(browser, file, { width: 360 });
  const ends = await page.locator(".outcomes .sign:visible").evaluateAll((signs) =>
    signs.map((sign) => sign.getBoundingClientRect().right)
  );
  const { page: wide } = await openFile(browser, file, { width: 1200 });
  assertEquals(ends.length, await wide.locator(".outcomes .sign:visible").count());
  assert(Math.max(...ends) <= 360, `${Math.max(...ends)}`);
  assertEquals(problems, []);
});
