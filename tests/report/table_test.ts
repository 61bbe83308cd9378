import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Row } from "../../src/report/page.ts";
import { renderTableSection } from "../../src/report/table.ts";

const section = {
  title: "The log",
  caption: "In order.",
  columns: [{ name: "step", label: "step", unit: "" }, { name: "text", label: "text", wraps: true }],
  excerpt: { whole: "All of it", has: ({ step }: Row) => Number(step) % 2 === 0 },
} as const;

/** The steps that are shown of a table of so many rows, table by table. */
function shown(rows: number): number[][] {
  const items = Array.from({ length: rows }, (_, step) => ({ step, text: `<b>${step}` }));
  const { markup } = renderTableSection(items, section);
  return [...markup.matchAll(/<tbody>(.*?)<\/tbody>/gs)].map(([, body]) =>
    [...body!.matchAll(/&lt;b&gt;(\d+)/g)].map(([, step]) => Number(step))
  );
}

Deno.test("renderTableSection() shows a short table whole, and of a long one the excerpt before all of it", () => {
  assertEquals(shown(12), [Array.from({ length: 12 }, (_, step) => step)]);
  assertEquals(shown(13), [[0, 2, 4, 6, 8, 10, 12], Array.from({ length: 13 }, (_, step) => step)]);
});

Deno.test("renderTableSection() closes the whole table and says how long it is; text wraps where its column says so", () => {
  const rows = Array.from({ length: 20 }, (_, step) => ({ step, text: "x" }));
  const { markup } = renderTableSection(rows, section);
  assertMatch(markup, /<details><summary>All of it \(20 rows\)<\/summary>/);
  assert(markup.indexOf("In order.") < markup.indexOf("<details>"));
  assertMatch(markup, /<td\s+class="number"\s*>0<\/td><td\s+class="wraps"\s*>x<\/td>/);
});
