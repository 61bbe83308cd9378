import { assert } from "@std/assert";
import { compileSpec } from "../../src/report/compile_spec.ts";
import { fillChart } from "../../src/report/fill_chart.ts";
import type { Asked, ChartSection } from "../../src/report/page.ts";
import { assertValidSpec } from "./vega_lite_schema.ts";

/** Asserts that a chart has panels, in both scales where it has two, and that each is what Vega-Lite asks. */
export async function assertDraws<About>(section: ChartSection<About>, context: About & Asked): Promise<void> {
  const filled = await fillChart(section, context);
  assert(filled !== undefined, `${section.title} is empty`);
  for (const spec of filled.panels.flat().flatMap(({ spec, switched }) => switched ? [spec, switched] : [spec])) {
    assertValidSpec(spec, section.title);
    compileSpec(spec, section.title);
  }
}
