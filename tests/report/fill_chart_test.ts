import { assert, assertEquals } from "@std/assert";
import barriers from "../../reports/barriers.ts";
import heights from "../../reports/heights.ts";
import { compileSpec } from "../../src/report/compile_spec.ts";
import { fillChart } from "../../src/report/fill_chart.ts";
import type { ChartSection, Page } from "../../src/report/page.ts";
import heightsSuite from "../../suites/heights.ts";
import { syntheticSuite as suite } from "./synthetic_suite.ts";
import { temporaryRun } from "./temporary_run.ts";
import { assertValidSpec } from "./vega_lite_schema.ts";

const charts = chartsOf(barriers);

const pages = [
  { page: barriers, suite, count: 6, learningRates: [0.1, 0.01] },
  { page: heights, suite: heightsSuite, count: 7, learningRates: [0.1, 0.05] },
];

for (const { page, suite, count, learningRates } of pages) {
  Deno.test(`every chart of the ${page.suite} page is valid Vega-Lite and compiles without a warning`, async () => {
    await using made = await temporaryRun(suite, { learningRates, seeds: 2, epochs: 10, measuredSteps: 10 });
    const context = { suite, run: made.run, verdicts: made.verdicts, query: made.store.query };
    assertEquals(chartsOf(page).length, count);
    for (const section of chartsOf(page)) {
      const filled = await fillChart(section, context);
      assert(filled !== undefined, `${section.title} is empty`);
      for (const spec of filled.panels.flat().flatMap(({ spec, switched }) => switched ? [spec, switched] : [spec])) {
        assertValidSpec(spec, section.title);
        compileSpec(spec, section.title);
      }
    }
  });

  Deno.test(`every chart of the ${page.suite} page is empty, not wrong, for a run without rows`, async () => {
    await using made = await temporaryRun(suite, { networks: [], seeds: 0 });
    const context = { suite, run: made.run, verdicts: made.verdicts, query: made.store.query };
    for (const section of chartsOf(page)) assertEquals(await fillChart(section, context), undefined);
  });
}

function chartsOf({ sections }: Page): ChartSection[] {
  return sections.filter((section): section is ChartSection => section.kind === "chart");
}

Deno.test("fillChart() gives each panel only its network's rows to build its spec from", async () => {
  await using made = await temporaryRun(suite, { seeds: 2, epochs: 1, measuredSteps: 5 });
  const context = { suite, run: made.run, verdicts: made.verdicts, query: made.store.query };
  const seen: unknown[] = [];
  const [chart] = charts;
  await fillChart({
    ...chart!,
    spec({ seeds = [] }, { panel }) {
      seen.push([panel.title, [...new Set(seeds.map(({ network }) => network))]]);
      return {};
    },
  }, context);
  assertEquals(seen, [["mlp on mnist", ["mlp"]], ["vgg11 on cifar10", ["vgg11"]]]);
});
