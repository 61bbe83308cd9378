import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import compare from "../../reports/compare.ts";
import { compareRuns } from "../../src/analysis/compare/compare_runs.ts";
import type { ComparisonSubject } from "../../src/report/comparison_page.ts";
import { renderComparison } from "../../src/report/render_comparison.ts";
import { type StoredRun, storedRuns } from "../analysis/compare/stored_run.ts";
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

Deno.test("the compare page shows a planted change of one number, and no false one", async () => {
  const page = await renderComparison(
    compare,
    await subject({ measure: (values) => ({ ...values, height: values.height! * 1.001 }) }),
  );
  assertStringIncludes(page, "<h1>What changed from main to mine?</h1>");
  assertStringIncludes(page, "4 of 48 quantities moved beyond the seeds&#39; noise; 44 are identical bit for bit.");
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
  assertStringIncludes(page, "Nothing: all 48 quantities and 10 walks are identical bit for bit.");
  assertStringIncludes(page, "Nothing moved: there is no difference to draw.");
});

Deno.test("the compare page shows a verdict that changed with the value behind it, and escapes what runs are called", async () => {
  const changed = await subject({ measure: (values) => ({ ...values, interior: 0 }) });
  const page = await renderComparison(compare, { ...changed, names: { a: "<script>", b: "mine" } });
  assertStringIncludes(page, "4 verdicts changed");
  assert(!page.includes("from <script>"));
  assertStringIncludes(section(page, "verdicts-that-changed"), "✗ contradicted ≠ beyond noise");
});

inBrowser(
  "the compare page opens from disk without an error or a request, fits every width, and keeps nobody out",
  async (browser) => {
    const folder = await Deno.makeTempDir({ prefix: "sgd-walk-compare-" });
    try {
      const file = join(folder, "compare.html");
      await Deno.writeTextFile(file, await renderComparison(compare, await subject({ noise: "other", slowness: 1.5 })));
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
