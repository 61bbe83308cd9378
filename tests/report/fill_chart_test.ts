import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import barriers from "../../reports/barriers.ts";
import compare from "../../reports/compare.ts";
import cosine from "../../reports/cosine.ts";
import heights from "../../reports/heights.ts";
import noise from "../../reports/noise.ts";
import type { ComparedRun } from "../../src/analysis/compare/compared_run.ts";
import { compareRuns } from "../../src/analysis/compare/compare_runs.ts";
import { fillChart } from "../../src/report/fill_chart.ts";
import type { ChartSection, Page } from "../../src/report/page.ts";
import cosineSuite from "../../suites/cosine.ts";
import heightsSuite from "../../suites/heights.ts";
import noiseSuite from "../../suites/noise.ts";
import { storedRuns } from "../analysis/compare/stored_run.ts";
import { assertDraws } from "./assert_draws.ts";
import type { PageOfRun } from "./browser_page.ts";
import { cosineCases, cosineRows } from "./synthetic_cosine.ts";
import { noiseCases, noiseRows } from "./synthetic_noise.ts";
import { syntheticSuite as suite } from "./synthetic_suite.ts";
import { temporaryRun } from "./temporary_run.ts";

const pages: readonly PageOfRun[] = [
  { suite, page: barriers, run: { learningRates: [0.1, 0.01], seeds: 2, epochs: 10, measuredSteps: 10 } },
  { suite: heightsSuite, page: heights, run: { learningRates: [0.1, 0.05], seeds: 2, epochs: 10, measuredSteps: 10 } },
  { suite: cosineSuite, page: cosine, run: { cases: cosineCases(), rows: cosineRows } },
  { suite: noiseSuite, page: noise, run: { cases: noiseCases(), rows: noiseRows } },
];

for (const { suite, page, run } of pages) {
  Deno.test(`every chart of the ${page.suite} page is valid Vega-Lite and compiles without a warning`, async () => {
    await using made = await temporaryRun(suite, run);
    const context = { suite, run: made.run, verdicts: made.verdicts, query: made.store.query };
    assert(chartsOf(page).length > 3);
    for (const section of chartsOf(page)) await assertDraws(section, context);
  });

  Deno.test(`every chart of the ${page.suite} page is empty, not wrong, for a run without rows`, async () => {
    await using made = await temporaryRun(suite, { networks: [], seeds: 0 });
    const context = { suite, run: made.run, verdicts: made.verdicts, query: made.store.query };
    for (const section of chartsOf(page)) assertEquals(await fillChart(section, context), undefined);
  });
}

Deno.test("every chart of the compare page is valid Vega-Lite and compiles without a warning", async () => {
  const [a, b] = await storedRuns({ id: "a" }, { id: "b", noise: "other" });
  const query = () => Promise.reject(new Error("internal: the compare page asks no store"));
  const charts = compare.sections.filter((section) => section.kind === "chart");
  assert(charts.length > 1);
  for (const section of charts) await assertDraws(section, { ...compareRuns(a!, b!), query });
});

Deno.test("fillChart() draws texts with Unicode's line and paragraph separators, which Vega's expressions do not allow", async () => {
  const named = (run: ComparedRun): ComparedRun => ({
    ...run,
    cases: run.cases.map((one) => ({ ...one, columns: { ...one.columns, network: "my\u2028own\u2029mlp" } })),
  });
  const [a, b] = (await storedRuns({ id: "a" }, { id: "b", noise: "other" })).map(named);
  const query = () => Promise.reject(new Error("internal: the compare page asks no store"));
  for (const section of compare.sections.filter((section) => section.kind === "chart")) {
    const context = { ...compareRuns(a!, b!), query };
    await assertDraws(section, context);
    assertStringIncludes(JSON.stringify(await fillChart(section, context)), "my own mlp");
  }
});

function chartsOf({ sections }: Page): ChartSection[] {
  return sections.filter((section): section is ChartSection => section.kind === "chart");
}

Deno.test("fillChart() gives each panel only its network's rows to build its spec from", async () => {
  await using made = await temporaryRun(suite, { seeds: 2, epochs: 1, measuredSteps: 5 });
  const context = { suite, run: made.run, verdicts: made.verdicts, query: made.store.query };
  const seen: unknown[] = [];
  const [chart] = chartsOf(barriers);
  await fillChart({
    ...chart!,
    spec({ seeds = [] }, { panel }) {
      seen.push([panel.title, [...new Set(seeds.map(({ network }) => network))]]);
      return {};
    },
  }, context);
  assertEquals(seen, [["mlp on mnist", ["mlp"]], ["vgg11 on cifar10", ["vgg11"]]]);
});
