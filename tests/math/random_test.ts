import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { fillWithNormals, normals, randomStream } from "../../src/math/random.ts";

function filled(length: number, name = "test"): Float32Array {
  const into = new Float32Array(length);
  fillWithNormals(into, 0, name);
  return into;
}

Deno.test("fillWithNormals() has the moments of a standard normal, of each number and of neighbours", () => {
  const count = 1_000_000;
  const values = filled(count);
  const mean = (of: (value: number, i: number) => number) =>
    values.reduce((sum, value, i) => sum + of(value, i), 0) / count;
  // Five standard errors each: that of the mean of x^k is sqrt(Var(x^k) / n), with variances 1, 2, 15 and 96.
  const within = (value: number, expected: number, variance: number) =>
    assert(Math.abs(value - expected) < 5 * Math.sqrt(variance / count), `${value}, not ${expected}`);
  within(mean((x) => x), 0, 1);
  within(mean((x) => x ** 2), 1, 2);
  within(mean((x) => x ** 3), 0, 15);
  within(mean((x) => x ** 4), 3, 96);
  // The numbers of a pair, and of a number and the next pair's.
  for (const lag of [1, 2]) within(mean((x, i) => x * values[(i + lag) % count]!), 0, 1);
});

Deno.test("fillWithNormals() has a normal's tails", () => {
  const values = filled(200_000);
  // P(|x| > 1, 2, 3, 4); five standard errors of a share.
  for (const [limit, share] of [[1, 0.3173105], [2, 0.0455003], [3, 0.0026998], [4, 6.3342e-5]] as const) {
    const found = values.filter((value) => Math.abs(value) > limit).length / values.length;
    assert(Math.abs(found - share) < 5 * Math.sqrt(share / values.length), `beyond ${limit}: ${found}, not ${share}`);
  }
});

Deno.test("fillWithNormals() gives the same numbers by seed and name, whatever the length", () => {
  assertEquals(filled(7), filled(8).slice(0, 7));
  assertNotEquals(filled(7), filled(7, "other"));
});

Deno.test("randomStream() and normals() give the numbers that stored walks were made from", () => {
  // Printed by the same calls at commit 5676491, whose walks are stored.
  const uniform = randomStream(1, "initialisation");
  assertEquals([uniform(), uniform()], [0.061788844251962405, 0.7528958320836037]);
  const normal = normals(randomStream(1, "initialisation"));
  assertEquals([normal(), normal()], [0.47888125287836536, -0.40281713788169804]);
});
