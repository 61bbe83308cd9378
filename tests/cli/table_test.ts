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
