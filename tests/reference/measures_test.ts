import { assertAlmostEquals, assertEquals } from "@std/assert";
import { barrierExcess, cosine, distance, floor, height } from "./measures.ts";

Deno.test("cosine() of a 3-4-5 triangle is 3/5", () => {
  assertAlmostEquals(cosine([1, 0], [3, 4]), 0.6, 1e-15);
  assertEquals(cosine([0, 0], [1, 2]), NaN);
});

Deno.test("distance() of a 3-4-5 triangle is 5", () => {
  assertEquals(distance([1, 1], [4, 5]), 5);
});

Deno.test("floor() and height() of a bounce measure from its ends down to its minimum", () => {
  assertEquals(floor([3, 1, 4]), 1);
  assertEquals(height([3, 1, 4]), 2.5);
  assertEquals(height([4, 3, 2]), 1, "half the decrease where there is no inner minimum");
});

Deno.test("barrierExcess() is what the inner losses rise above the greater end", () => {
  assertEquals(barrierExcess([1, 5, 2]), 3);
  assertEquals(barrierExcess([3, 1, 2]), -2);
});
