import { assertEquals } from "@std/assert";
import { formatTable } from "../../src/cli/table.ts";

Deno.test("formatTable() aligns columns, numbers at the right", () => {
  const table = formatTable([{ title: "name" }, { title: "n", align: "right" }, { title: "note" }], [
    ["mlp", "5", "fine"],
    ["mäß", "1234", ""],
  ]);
  assertEquals(
    table,
    [
      "name     n  note",
      "────  ────  ────",
      "mlp      5  fine",
      "mäß   1234",
    ].join("\n"),
  );
});

Deno.test("formatTable() shows the titles where there are no rows", () => {
  assertEquals(formatTable([{ title: "name" }], []), "name\n────");
});

Deno.test("formatTable() keeps a name of several lines or of 240 letters in one cell", () => {
  const table = formatTable([{ title: "name" }, { title: "n" }], [["two\nlines", "1"], ["x".repeat(240), "2"]]);
  const lines = table.split("\n");
  assertEquals(lines.length, 4);
  assertEquals(lines[2]!.split(/ {2,}/), ["two\\nlines", "1"]);
  assertEquals(lines[3], `${"x".repeat(159)}…  2`);
});
