import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import page from "../../reports/barriers.ts";
import { renderReport } from "../../src/report/render_report.ts";
import type { SyntheticOptions } from "./synthetic_run.ts";
import { syntheticSuite as suite } from "./synthetic_suite.ts";
import { temporaryRun } from "./temporary_run.ts";

async function render(options: SyntheticOptions): Promise<string> {
  await using made = await temporaryRun(suite, options);
  const { store: { query }, run, verdicts, folder } = made;
  const file = join(folder, "site", "barriers.html");
  assertEquals(await renderReport({ query, run, verdicts, suite, page, file }), file);
  assertEquals([...Deno.readDirSync(join(folder, "site"))].map(({ name }) => name), ["barriers.html"]);
  return await Deno.readTextFile(file);
}

Deno.test("renderReport() writes one file with question, verdicts, circumstances, deviations and what diverged", async () => {
  const text = await render({ seeds: 3, epochs: 10, measuredSteps: 20 });
  assertStringIncludes(text, "<h1>Does SGD cross barriers on its way?</h1>");
  for (const { id, statement } of suite.claims) {
    assertStringIncludes(text, `<span class="id">${id}</span> ${statement}`);
  }
  assertStringIncludes(text, "0123456789ab on synthetic, with uncommitted changes: Synthetic rows");
  assertStringIncludes(text, "no engine: the rows are made by a formula");
  assertStringIncludes(text, "train samples");
  // One case of the synthetic run diverges: the answer says so before anything else.
  assertMatch(text, /<p class="answer">\s*1 of \d+ walks diverged: /);
  // The ends of the pictures' scale: shares, without a space that could be spread.
  assertMatch(text, /class="graphic">\s*[\d.]+\u202f% … [\d.]+\u202f%\s*<\/th>/);
  assertStringIncludes(text, "3 of about 450");
  assert(text.length < 3_000_000, `${text.length} characters`);
});

Deno.test("renderReport() escapes what a user named", async () => {
  const text = await render({ networks: [`<script>alert("x")</script>`], seeds: 2, epochs: 1, measuredSteps: 5 });
  assertEquals(text.includes("<script>alert"), false);
  assertStringIncludes(text, "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
});

Deno.test("renderReport() renders a run of one seed, and a run without a row", async () => {
  assertStringIncludes(await render({ seeds: 1, epochs: 1, measuredSteps: 5 }), "not testable");
  assertStringIncludes(await render({ networks: [], seeds: 0 }), "No step was measured in this run");
});
