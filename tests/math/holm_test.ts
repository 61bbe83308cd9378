import { assertAlmostEquals, assertEquals } from "@std/assert";
import { holm } from "../../src/math/holm.ts";

Deno.test("holm() agrees with R", () => {
  // Rscript -e 'print(p.adjust(c(.01, .04, .03, .005, .6, .02), "holm"), digits = 15)', R 4.2.2
  const expected = [0.05, 0.09, 0.09, 0.03, 0.6, 0.08];
  holm([0.01, 0.04, 0.03, 0.005, 0.6, 0.02]).forEach((adjusted, index) => {
    assertAlmostEquals(adjusted, expected[index]!, 1e-15); // one product each
  });
});

Deno.test("holm() stays at 1, keeps ties together and leaves one alone", () => {
  assertEquals(holm([0.5, 0.5, 0.5]), [1, 1, 1]);
  assertEquals(holm([0.03]), [0.03]);
  assertEquals(holm([]), []);
});
