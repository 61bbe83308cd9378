import { assertEquals } from "@std/assert";
import { classJson } from "../../src/data/class_json.ts";
import { cutPixels } from "../../src/data/part.ts";

Deno.test("classJson() interleaves classes and passes over empty lists", () => {
  const pixels = cutPixels(new Uint8Array(4 * 3), 4, 2);
  const encode = (data: number[][]) => new TextEncoder().encode(JSON.stringify({ data }));
  classJson("0.json", 0, { classes: 2, sha256: "" }).place(encode([[1, 2], [], [3, 4]]), pixels, "0.json");
  classJson("1.json", 1, { classes: 2, sha256: "" }).place(encode([[5, 6], [7, 8], []]), pixels, "1.json");
  assertEquals([...pixels.images], [1, 2, 5, 6, 3, 4, 7, 8]);
  assertEquals([...pixels.labels], [0, 1, 0, 1]);
});
