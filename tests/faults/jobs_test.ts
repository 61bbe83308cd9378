import { assertEquals } from "@std/assert";
import { rowsOf, smallRun } from "./small_run.ts";

Deno.test("suite stores the same rows, bit for bit, with --jobs 1, 2 and 4", async () => {
  const four = [...smallRun, "--seeds", "4"];
  const [one, ...more] = [
    await rowsOf([...four, "--jobs", "1"]),
    await rowsOf([...four, "--jobs", "2"]),
    await rowsOf([...four, "--jobs", "4"]),
  ];
  for (const rows of more) assertEquals(rows, one);
});
