import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import compare from "../../reports/compare.ts";
import { type BenchComparison, compareBenches } from "../../src/analysis/compare/compare_benches.ts";
import { compareRuns } from "../../src/analysis/compare/compare_runs.ts";
import type { ComparisonSubject } from "../../src/report/comparison_page.ts";
import { renderComparison } from "../../src/report/render_comparison.ts";
import type { BenchRow } from "../../src/store/bench_rows.ts";
import { type StoredRun, storedRuns } from "../analysis/compare/stored_run.ts";
import { someBench, someResult } from "../store/some_bench.ts";
import { assertAccessible } from "./accessibility.ts";
import { openFile } from "./browser.ts";
import { assertFitsEveryWidth, inBrowser, markCounts } from "./browser_page.ts";

async function subject(b: Partial<StoredRun>): Promise<ComparisonSubject> {
  const [first, second] = await storedRuns({ id: "a", learningRates: [0.1, 0.01] }, {
    id: "b",
    learningRates: [0.1, 0.01],
    ...b,
  });
  const commits = ["Change <it>", "More"].map((subject) => ({ hash: "0".repeat(40), subject }));
  return {
    names: { a: "main", b: "mine" },
    comparisons: [compareRuns(first!, second!)],
    between: [{ commits, command: "deno task track barriers" }],
    pages: new Set(["a"]),
  };
}

/** The part of a page under a heading, without its tags. */
function section(page: string, id: string): string {
  const [, text] = new RegExp(`<section id="${id}"(.*?)</section>`, "s").exec(page)!;
  return text!.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
}

Deno.test("the compare page calls a run by the last part of its id, and names it whole above", async () => {
  const [a, b] = ["20261121-173631-heights-167517", "20261121-173847-heights-df6efb"];
  const page = await renderComparison(compare, { ...await subject({}), names: { a, b } });
  assertStringIncludes(page, "<h1>What changed from run 167517 to run df6efb?</h1>");
  assertStringIncludes(page, `A is ${a}`);
});

Deno.test("the compare page shows a planted change of one number, and no false one", async () => {
  const page = await renderComparison(
    compare,
    await subject({ measure: (values) => ({ ...values, height: values.height! * 1.001 }) }),
  );
  assertStringIncludes(page, "<h1>What changed from main to mine?</h1>");
  assertStringIncludes(page, "4 of 44 quantities moved beyond the seeds&#39; noise; 40 are identical bit for bit.");
  const beyond = section(page, "beyond-the-seeds-noise");
  assertEquals(beyond.match(/(height|cosine|interior|W1|loss|accuracy|noise floor)(?= | \(nats\))/g), [
    "height",
    "height",
    "height",
    "height",
  ]);
  assertStringIncludes(section(page, "verdicts-that-changed"), "No verdict changed.");
  assertStringIncludes(page, `<a href="runs/a.html">a</a>`);
  assertStringIncludes(section(page, "commits-in-between"), "Which of these 2 did it: deno task track barriers");
  assertStringIncludes(page, "Change &lt;it&gt;");
});

Deno.test("the compare page of identical runs says that nothing changed", async () => {
  const page = await renderComparison(compare, await subject({}));
  assertStringIncludes(page, "Nothing: all 44 quantities and 10 walks are identical bit for bit.");
  assertStringIncludes(page, "Nothing moved by more than rounding: there is no difference to draw.");
});

Deno.test("the compare page shows a verdict that changed with the value behind it, and escapes what runs are called", async () => {
  const changed = await subject({ measure: (values) => ({ ...values, interior: 0 }) });
  const page = await renderComparison(compare, { ...changed, names: { a: "<script>", b: "mine" } });
  assertStringIncludes(page, "4 verdicts changed");
  assert(!page.includes("from <script>"));
  assertStringIncludes(section(page, "verdicts-that-changed"), "✗ contradicted ≠ beyond noise");
});

/** Two runs of the benchmarks, the second half as fast. */
function benches(): BenchComparison {
  const { results: _, ...a } = someBench({ id: "bench-a" });
  const row = (seconds: readonly number[]): BenchRow => ({
    ...someResult("<step>", seconds),
    ...{ median: seconds[4]!, lowerQuartile: 0, upperQuartile: 0, rate: 1, peakShare: 0.5 / seconds[0]! },
  });
  const rounds = [1, 1.01, 1.02, 1.03, 1.04, 1.05, 1.06, 1.07];
  const records = [{ ...a, results: [row(rounds)] }, {
    ...a,
    id: "bench-b",
    results: [row(rounds.map((time) => 2 * time))],
  }];
  return compareBenches(records[0]!, records[1]!);
}

Deno.test("the compare page shows what benchmarks took, also where there are no runs", async () => {
  const both = await renderComparison(compare, { ...await subject({}), benches: benches() });
  const alone = await renderComparison(compare, {
    ...await subject({}),
    comparisons: [],
    between: [],
    benches: benches(),
  });
  for (const page of [both, alone]) {
    assertStringIncludes(page, "<b>Benchmarks</b>: 0 of 1 faster and 1 of 1 slower in B.");
    // Seconds of iterations, their ratio, shares of the peak and the p-value of eight rounds apart from eight, of one test.
    assertStringIncludes(section(page, "benchmarks"), "&lt;step&gt; 1.04 s 2.07 s 2 50 % 25 % 1.55e-4 slower");
  }
  assert(!alone.includes('id="walks'), "a section about runs");
});

inBrowser(
  "the compare page opens from disk without an error or a request, fits every width, and keeps nobody out",
  async (browser) => {
    const folder = await Deno.makeTempDir({ prefix: "sgd-walk-compare-" });
    try {
      const file = join(folder, "compare.html");
      const other = await subject({ noise: "other", slowness: 1.5 });
      await Deno.writeTextFile(file, await renderComparison(compare, { ...other, benches: benches() }));
      const { page, problems } = await openFile(browser, file);
      assertEquals(problems, []);
      const counts = await markCounts(page);
      // Twelve of the quantities that moved, and the times of the cases.
      assertEquals(counts.length, 13);
      assert(counts.every((count) => count >= 5), `marks: ${counts}`);
      await assertFitsEveryWidth(browser, file);
      await assertAccessible(browser, file);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);
