import { assertEquals } from "@std/assert";
import { stepColumns } from "../../src/store/step_columns.ts";

Deno.test("stepColumns names each column once, as its field in snake_case", () => {
  const expected = stepColumns.map(({ field }) => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  assertEquals(stepColumns.map(({ column }) => column), expected);
});
