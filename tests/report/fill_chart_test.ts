import { assert, assertEquals } from "@std/assert";
import { Ajv } from "ajv";
import schema from "vega-lite/vega-lite-schema.json" with { type: "json" };
import page from "../../reports/barriers.ts";
import { compileSpec } from "../../src/report/compile_spec.ts";
import { fillChart } from "../../src/report/fill_chart.ts";
import type { ChartSection } from "../../src/report/page.ts";
import { syntheticSuite as suite } from "./synthetic_suite.ts";
import { temporaryRun } from "./temporary_run.ts";

const charts = page.sections.filter((section): section is ChartSection => section.kind === "chart");
const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);

Deno.test("every chart of the barriers page is valid Vega-Lite and compiles without a warning", async () => {
  await using made = await temporaryRun(suite, { seeds: 2, epochs: 10, measuredSteps: 10 });
  const context = { suite, run: made.run, verdicts: made.verdicts, query: made.store.query };
  assertEquals(charts.length, 4);
  for (const section of charts) {
    const filled = await fillChart(section, context);
    assert(filled !== undefined, `${section.title} is empty`);
    for (const { spec } of filled.panels.flat()) {
      // Of the many errors of a schema made of alternatives the deepest are those of the alternative that was meant.
      const valid = validate(spec);
      const errors = (validate.errors ?? []).toSorted((a, b) => b.instancePath.length - a.instancePath.length);
      assert(valid, `${section.title}: ${JSON.stringify(errors.slice(0, 3))}`);
      compileSpec(spec, section.title);
    }
  }
});

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

Deno.test("a chart of a run without rows is empty, not wrong", async () => {
  await using made = await temporaryRun(suite, { networks: [], seeds: 0 });
  const context = { suite, run: made.run, verdicts: made.verdicts, query: made.store.query };
  for (const section of charts) assertEquals(await fillChart(section, context), undefined);
});
