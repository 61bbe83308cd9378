import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import barriers from "../../reports/barriers.ts";
import { compileSpec } from "../../src/report/compile_spec.ts";
import type { Spec } from "../../src/report/page.ts";
import { openFile } from "./browser.ts";
import { browserTest, type PageOfRun, until } from "./browser_page.ts";
import { syntheticSuite as suite } from "./synthetic_suite.ts";
import { assertValidSpec } from "./vega_lite_schema.ts";

const small: PageOfRun = { suite, page: barriers, run: { seeds: 3, epochs: 10, measuredSteps: 30 } };

const walks = (page: Page) => page.locator("#the-walks-step-by-step-chart");
const training = (page: Page) => page.locator("#how-the-walks-trained-chart");

/** What a spec that is taken away has, as far as it is read here. */
interface TakenSpec {
  readonly concat: readonly unknown[];
  readonly datasets: Readonly<Record<string, readonly unknown[]>>;
}

/** What a button gives away, as text and as bytes. */
async function taken(
  page: Page,
  chart: string,
  button: string,
): Promise<{ name: string; bytes: Uint8Array; text: string }> {
  const waiting = page.waitForEvent("download");
  const found = page.locator(`#${chart}-chart`).getByRole("button", { name: button, exact: true });
  await found.focus();
  await page.keyboard.press("Enter");
  const download = await waiting;
  const bytes = await Deno.readFile(await download.path());
  return { name: download.suggestedFilename(), bytes, text: new TextDecoder().decode(bytes) };
}

browserTest("a chart is taken away as PNG, SVG, CSV and Vega-Lite, from the keyboard", small, async (browser, file) => {
  const { page, problems } = await openFile(browser, file);
  const chart = "how-many-steps-cross-a-barrier";

  const svg = await taken(page, chart, "SVG");
  assertEquals(svg.name, `${chart}.svg`);
  // Both panels with their titles, colours instead of the page's variables.
  assertEquals(svg.text.match(/>(mlp on mnist|vgg11 on cifar10)</g)?.length, 2);
  assertEquals(svg.text.includes("var(--"), false);
  assert(svg.text.match(/<path/g)!.length > 20);

  const png = await taken(page, chart, "PNG");
  assertEquals([...png.bytes.slice(1, 4)], [..."PNG"].map((letter) => letter.charCodeAt(0)));
  assert(png.bytes.length > 10_000, `${png.bytes.length} bytes`);

  const { text } = await taken(page, chart, "CSV of seeds");
  const [head, ...rows] = text.trimEnd().split("\r\n");
  assertMatch(head!, /^network,dataset,learning_rate,/);
  // 2 networks, 2 learning rates, 3 seeds but the one that diverged, 2 epochs, 2 draws, 3 tolerances.
  assertEquals(rows.length, (2 * 2 * 3 - 1) * 2 * 2 * 3);

  const spec: TakenSpec = JSON.parse((await taken(page, chart, "Vega-Lite")).text);
  assertValidSpec(spec, "taken away");
  compileSpec(spec as unknown as Spec, "taken away");
  assertEquals(spec.concat.length, 2);
  assertEquals(spec.datasets["seeds 1"]!.length + spec.datasets["seeds 2"]!.length, rows.length);
  assertEquals(problems, []);
});

browserTest("the CSV of the walks has every step", small, async (browser, file) => {
  const { page } = await openFile(browser, file);
  const { text } = await taken(page, "the-walks-step-by-step", "CSV of steps");
  // 2 networks, 2 learning rates, 3 seeds but the one that diverged, 2 epochs of 30 steps, 3 quantities.
  assertEquals(text.trimEnd().split("\r\n").length, 1 + (2 * 2 * 3 - 1) * 60 * 3);
});

browserTest("what is hidden in a legend is gone from all panels, and comes back", small, async (browser, file) => {
  const { page, problems } = await openFile(browser, file);
  const lines = () => training(page).locator(".plot .mark-line path[d]:not([d=''])").count();
  const before = await lines();
  const box = training(page).getByRole("checkbox", { name: "η 0.01" });
  await box.focus();
  await page.keyboard.press("Space");
  await until(async () => await lines() < before);
  await box.check();
  await until(async () => await lines() === before);
  assertEquals(problems, []);
});

browserTest(
  "the switch draws the loss on a logarithmic axis, and the accuracy as it was",
  small,
  async (browser, file) => {
    const { page, problems } = await openFile(browser, file);
    const panel = (index: number) => training(page).locator(".plot").nth(index).innerHTML();
    const [loss, accuracy] = [await panel(0), await panel(1)];
    await training(page).getByRole("radio", { name: "logarithmic" }).check();
    await until(async () => await panel(0) !== loss);
    const plain = (markup: string) => markup.replaceAll(/(clip|gradient)[-_]?\d+/g, "");
    assertEquals(plain(await panel(1)), plain(accuracy));
    assertEquals(problems, []);
  },
);

browserTest(
  "a walk is zoomed into by sliders and by the pointer, and out by a double click",
  small,
  async (browser, file) => {
    const { page, problems } = await openFile(browser, file);
    const chart = walks(page);
    const from = chart.getByRole("slider", { name: /from step/ });
    const end = Number(await from.getAttribute("max"));
    const window =
      async () => [await from.inputValue(), await chart.getByRole("slider", { name: /to step/ }).inputValue()];
    await from.focus();
    await page.keyboard.press("ArrowRight");
    await until(async () => (await window())[0] === "1");

    const plot = chart.locator(".plot").first();
    const axis = () => plot.locator(".role-axis-label text").first().textContent();
    const before = await axis();
    const box = (await plot.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.5, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.75, box.y + 110, { steps: 3 });
    await page.mouse.up();
    const [begin, last] = (await window()).map(Number) as [number, number];
    assert(begin > end / 4 && last < end && begin < last, `${begin} to ${last} of ${end}`);
    await until(async () => await axis() !== before);

    await plot.dblclick();
    await until(async () => (await window()).join() === `0,${end}`);
    assertEquals(problems, []);
  },
);

browserTest("panels of a row have one legend above them and plots of one size", small, async (browser, file) => {
  const { page, problems } = await openFile(browser, file);
  assertEquals(await page.locator(".plot .role-legend").count(), 0);
  for (const chart of [training(page), page.locator("#the-loss-along-single-steps-chart")]) {
    assertEquals(await chart.locator(".shown").count(), 1);
    for (const row of await chart.locator(".panels").all()) {
      const sizes = await row.locator(".plot").evaluateAll((plots) =>
        plots.map((plot) =>
          Math.max(...[...plot.querySelectorAll(".background")].map((ground) => ground.getBoundingClientRect().width))
        )
      );
      assert(sizes.length > 1, "a row has plots");
      // A label as long as "−0.00003" may need a little more than the room that all axes have.
      assert(Math.max(...sizes) - Math.min(...sizes) < 12, sizes.join());
    }
  }
  assertEquals(problems, []);
});

browserTest("a picture that is taken away has the legend", small, async (browser, file) => {
  const { page } = await openFile(browser, file);
  const { text } = await taken(page, "how-the-walks-trained", "SVG");
  assertEquals(text.match(/>η 0\.1</g)?.length, 1);
  await training(page).getByRole("checkbox", { name: "η 0.01" }).uncheck();
  assertEquals((await taken(page, "how-the-walks-trained", "SVG")).text.includes(">η 0.01<"), false);
});
