/** The page of a suite for which `reports/` has none. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import ownSuitePage from "../../reports/own_suite.ts";
import { judgedColumns } from "../../reports/own_suite/judged_columns.ts";
import { measuredQuantities } from "../../reports/own_suite/measured_quantities.ts";
import { withSettings } from "../../reports/own_suite/setting_names.ts";
import { renderOnlyRunPage } from "../../src/cli/render_run_page.ts";
import { meanOf } from "../../src/analysis/estimators.ts";
import { barrier } from "../../src/measure/barrier.ts";
import { floor } from "../../src/measure/floor.ts";
import { height } from "../../src/measure/height.ts";
import { noiseFloor } from "../../src/measure/noise_floor.ts";
import { segment } from "../../src/measure/segment.ts";
import type { Group, Verdict } from "../../src/spec/claim.ts";
import { claim } from "../../src/spec/define_claim.ts";
import type { Suite } from "../../src/spec/suite.ts";
import { assertAccessible } from "./accessibility.ts";
import { assertDraws } from "./assert_draws.ts";
import { openFile } from "./browser.ts";
import { assertFitsEveryWidth, browserTest, type MadePage, markCounts, type PageOfRun } from "./browser_page.ts";
import { syntheticSuite } from "./synthetic_suite.ts";
import { temporaryRun } from "./temporary_run.ts";

const suite: Suite = {
  ...syntheticSuite,
  name: "walls",
  question: "How high are the walls?",
  reference: { paper: "none", authors: "ours", identifier: "", where: "" },
  measures: [segment(), floor(), height(), barrier(), noiseFloor()],
  published: [],
};
const small: PageOfRun<MadePage> = {
  suite,
  page: ownSuitePage,
  run: { networks: ["small"], learningRates: [0.1, 0.01], seeds: 3, epochs: 10, measuredSteps: 20 },
};

for (const name of ["walls", "overview"]) {
  Deno.test(`a suite ${name} without a page of its own gets one with its claims, verdicts and quantities`, async () => {
    await using made = await temporaryRun({ ...suite, name }, small.run);
    await made.store.finish("finished");
    made.store[Symbol.dispose]();
    const file = await renderOnlyRunPage({ ...suite, name }, made.folder, made.run.id);
    assertEquals(file, `${made.folder}/site/${name}.html`);
    const text = await Deno.readTextFile(file);
    assertStringIncludes(text, "<h1>How high are the walls?</h1>");
    assertStringIncludes(text, "At the scale of the smoke preset: W1, judged in 2 settings, is ");
    for (const { id, statement } of suite.claims) {
      assertStringIncludes(text, `<span class="id">${id}</span> ${statement}`);
    }
    for (const measure of ["segment", "floor", "height", "barrier", "noise floor"]) {
      assertStringIncludes(text, `>What was measured: ${measure}</h2>`);
    }
    // There is no paper to come after or to depart from.
    assertEquals([text.includes("After ours"), text.includes("departs from the paper")], [false, false]);
  });
}

Deno.test("withSettings() names what tells the cases apart, the learning rate in any case", () => {
  const one = { learning_rate: 0.1, momentum: 0, batch_size: 50, descent: "SGD" };
  assertEquals(withSettings([one]).map(({ arm }) => arm), ["η 0.1"]);
  assertEquals(
    withSettings([one, { ...one, momentum: 0.9 }, { ...one, descent: "GD" }]).map(({ arm }) => arm),
    ["SGD, η 0.1, momentum 0", "SGD, η 0.1, momentum 0.9", "GD, η 0.1, momentum 0"],
  );
});

Deno.test("measuredQuantities() numbers measures whose sections would have the same anchor", () => {
  const measure = (name: string) => ({ name, options: null, gives: { measurements: ["one"] } });
  const titles = measuredQuantities(["height", "noiseFloor", "noise_floor", "高", "低"].map(measure)).map(({ title }) =>
    title
  );
  const names = ["height", "noise floor", "noise floor (2)", "高", "低 (2)"];
  assertEquals(titles, names.map((name) => `What was measured: ${name}`));
});

Deno.test("judgedColumns() takes two settings that every verdict has, the network first, where there is room", () => {
  const verdict = (group: Group) => ({ group }) as Verdict;
  const groups = (rates: number) =>
    Array.from({ length: rates }, (_, rate) => verdict({ learning_rate: rate, epoch: rate, network: "mlp" }));
  assertEquals(judgedColumns(groups(3)), ["network", "learning_rate"]);
  assertEquals(judgedColumns(groups(13)), ["network"]);
  assertEquals(judgedColumns([...groups(1), verdict({ epoch: 1 })]), ["epoch"]);
  assertEquals(judgedColumns([...groups(1), verdict({})]), []);
});

Deno.test("every chart of the page of one's own suite is valid Vega-Lite and compiles without a warning", async () => {
  await using made = await temporaryRun(suite, small.run);
  const context = { suite, run: made.run, verdicts: made.verdicts, query: made.store.query };
  const charts = ownSuitePage(context).sections.filter((section) => section.kind === "chart");
  assertEquals(charts.length, 9);
  for (const section of charts) await assertDraws(section, context);
});

browserTest(
  "the page of one's own suite opens without an error, every panel has marks",
  small,
  async (browser, file) => {
    const { page, problems } = await openFile(browser, file);
    assertEquals(problems, []);
    const counts = await markCounts(page);
    // One or more for each of five measures, segments, training 2, walks 3, cost 1.
    assert(counts.length >= 12, `panels: ${counts.length}`);
    assert(counts.every((count) => count >= 2), `marks: ${counts}`);
  },
);

browserTest("the page of one's own suite fits every width", small, assertFitsEveryWidth);

browserTest("the page of one's own suite keeps nobody out", small, assertAccessible);

browserTest(
  "the page of one's own suite whose claims have no setting in common stands all the same",
  {
    ...small,
    suite: {
      ...suite,
      claims: [claim("V1", "Walls", { version: 1 }).estimate(meanOf("height", { unit: "nats", per: [] })).above(0.01)],
    },
  },
  async (browser, file) => {
    const { page, problems } = await openFile(browser, file);
    assertEquals(problems, []);
    assertEquals(await page.locator("table.outcomes").count(), 2);
  },
);
