import { assert, assertEquals } from "@std/assert";
import { exampleQueries } from "../../src/store/example_queries.ts";
import { createRunStore } from "../../src/store/run_store.ts";
import { schemaMarkdown } from "../../src/store/schema_markdown.ts";
import { inResults, somePlan, stepRows } from "./fixtures.ts";

const documentation = new URL("../../docs/store.md", import.meta.url);

// deno test -P=test tests/store/schema_markdown_test.ts -- --update
Deno.test("schemaMarkdown() is what docs/store.md holds", async () => {
  const rendered = await schemaMarkdown();
  if (Deno.args.includes("--update")) await Deno.writeTextFile(documentation, rendered);
  assertEquals(await Deno.readTextFile(documentation), rendered, "run this test with -- --update");
});

Deno.test("schemaMarkdown() has a meaning for every column", async () => {
  const rows = (await schemaMarkdown()).split("\n").filter((line) => line.startsWith("| `"));
  // 8 tables of a run hold about a hundred columns, the views as many again.
  assert(rows.length > 150, `only ${rows.length} columns`);
  assertEquals(rows.filter((row) => /\| (null|undefined)? *\|$/.test(row)), []);
});

for (const { question, sql } of exampleQueries) {
  Deno.test(`exampleQueries run: ${question}`, () =>
    inResults(async (resultsDir) => {
      using store = await createRunStore(resultsDir, somePlan());
      await store.append("a", stepRows(0, { lossFrom: 2, lossTo: 1, barrierExcess: 0, height: 1, interior: 1 }));
      await store.query(sql);
    }));
}
