import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { meanRhoInterval, meanRhoTest } from "../../src/math/mean_rho.ts";

/** The orders of 0 to points - 1, with the rho of each. */
function orders(points: number): number[] {
  const all = (rest: number[]): number[][] =>
    rest.length === 0
      ? [[]]
      : rest.flatMap((first) => all(rest.filter((rank) => rank !== first)).map((order) => [first, ...order]));
  return all(Array.from({ length: points }, (_, rank) => rank)).map((order) =>
    1 - 6 * order.reduce((sum, rank, index) => sum + (rank - index) ** 2, 0) / (points ** 3 - points)
  );
}

Deno.test("meanRhoTest() counts orders where there is no trend", () => {
  for (const points of [2, 3, 5]) {
    const rhos = orders(points);
    for (const [first, second] of [[-1, -1], [1, -1], [rhos[1]!, rhos.at(-1)!]] as const) {
      const sums = rhos.flatMap((a) => rhos.map((b) => a + b));
      const below = sums.filter((sum) => sum <= first + second + 1e-9).length / sums.length;
      const above = sums.filter((sum) => sum >= first + second - 1e-9).length / sums.length;
      // The tilt of mean 0 is found to 1e-12, and the probabilities with it.
      assertAlmostEquals(
        meanRhoTest({ sum: first + second, seeds: 2, points }, 0),
        Math.min(1, 2 * Math.min(below, above)),
        1e-9,
      );
    }
  }
});

Deno.test("meanRhoTest() of another mean weighs orders exponentially", () => {
  // Three points: rho 1, 0.5 (two orders), -0.5 (two), -1. A weight of x a half square, x = 2, gives these by hand.
  const weights = [1, 2 * 2, 2 * 2 ** 3, 2 ** 4];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (weights[0]! + weights[1]! / 2 - weights[2]! / 2 - weights[3]!) / total;
  assertAlmostEquals(meanRhoTest({ sum: -3, seeds: 3, points: 3 }, mean), 2 * (weights[3]! / total) ** 3, 1e-9);
  // Mirrored, the same.
  assertAlmostEquals(meanRhoTest({ sum: 3, seeds: 3, points: 3 }, -mean), 2 * (weights[3]! / total) ** 3, 1e-9);
});

Deno.test("meanRhoInterval() is what meanRhoTest() does not reject", () => {
  for (const sum of [-4.9, -2.1, 0, 3]) {
    const sample = { sum, seeds: 5, points: 5 };
    const { lower, upper } = meanRhoInterval(sample, 0.95);
    assert(lower < sum / 5 && sum / 5 < upper);
    for (const end of [lower, upper]) {
      if (Math.abs(end) < 1 - 1e-6) assertAlmostEquals(meanRhoTest(sample, end), 0.05, 1e-6); // the ends to 1e-9
    }
    const mirrored = meanRhoInterval({ ...sample, sum: -sum }, 0.95);
    assertAlmostEquals(mirrored.lower, -upper, 1e-8);
  }
  const all = meanRhoInterval({ sum: -5, seeds: 5, points: 5 }, 0.95);
  assertAlmostEquals(all.lower, -1, 1e-9);
  assert(all.upper > -0.95 && all.upper < -0.9);
});

Deno.test("meanRhoTest() counts the orders of 2 to 8 points", () => {
  for (const points of [1, 9, 2.5]) {
    assertThrows(() => meanRhoTest({ sum: 0, seeds: 2, points }, 0), RangeError, `2 to 8 points: ${points}`);
  }
  assertEquals(meanRhoTest({ sum: 0, seeds: 1, points: 8 }, 0), 1);
});
