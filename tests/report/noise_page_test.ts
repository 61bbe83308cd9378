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

/** The cells of the rows of a table that have all of these texts. */
function rowsOf(text: string, ...having: string[]): string[][] {
  return [...text.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) => cell!.trim())
  ).filter((cells) => having.every((cell) => cells.includes(cell)));
}

Deno.test("the noise page has every claim, and its verdicts once more by learning rate", async () => {
  const text = await render(noiseCases());
  for (const { id, statement } of suite.claims) {
    assertStringIncludes(text, `<span class="id">${id}</span> ${statement.replaceAll("'", "&#39;")}`);
  }
  // Much more noise than GD has leaves more loss in each of three seeds; two learning rates in one row.
  const [row] = rowsOf(text, "W10a", "mlp", "1e-4", "0.1 as variance");
  assert(/^η 0.1 [✓?] {3}η 0.5 [✓?]$/.test(row!.at(-2)!), row!.join(" | "));
  assert(/isotropic noise in \d+ of 19( and not in \d+)? \(W10a\)/.test(text));
  // The last case, of a main arm of vgg11, diverged.
  assertStringIncludes(text, "1 of 135 walks diverged");
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
  const text = await render(noiseCases());
  // 6 steps of noise 0.8 at learning rate 0.5: 0.5 * 0.8 * sqrt(6) = 0.98.
  const [sgd] = rowsOf(text, "mlp", "0.5", "SGD").filter((cells) => cells.length === 11);
  assertEquals(sgd!.slice(3, 6), ["0.8", "0.8", "0.98"]);
  const [gd] = rowsOf(text, "mlp", "0.5", "GD").filter((cells) => cells.length === 11);
  assertEquals(gd!.slice(3, 6), ["–", "0.8", "–"]);
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
    // Walks: 4 quantities at 2 learning rates and at 1; ends: 3 likewise; distance and norm: 2 + 1 each; switch: 2;
    // costs: 2.
    assertEquals(counts.length, 4 * 3 + 3 * 3 + 3 + 3 + 2 + 2);
    assert(counts.every((count) => count >= 3), `marks: ${counts}`);
  },
);

browserTest(
  "the noise page draws another of the paper's noises where its factor or convention is chosen",
  small,
  async (browser, file) => {
    const { page, problems } = await openFile(browser, file);
    const chart = page.locator("#how-the-arms-walk-chart");
    const drawn = () => chart.locator(".plot").first().innerHTML();
    for (const name of ["0.001", "variance, the text"]) {
      const before = await drawn();
      await chart.getByRole("radio", { name, exact: true }).check();
      await until(async () => await drawn() !== before);
    }
    assertEquals(problems, []);
  },
);

browserTest("the noise page fits every width", small, assertFitsEveryWidth);
