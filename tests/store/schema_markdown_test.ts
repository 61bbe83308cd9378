import { assert, assertEquals } from "@std/assert";
import { schemaMarkdown } from "../../src/store/schema_markdown.ts";

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
