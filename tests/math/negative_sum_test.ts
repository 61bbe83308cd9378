import { assert, assertEquals } from "@std/assert";
import { betOnNegativeSum, studentOnNegativeSum } from "../../src/math/negative_sum.ts";
import { normals, randomStream, shuffle } from "../../src/math/random.ts";

const normal = normals(randomStream(0, "populations"));

/** Populations of so many values whose sum is 0, the hardest sum that is not negative, of many shapes. */
const shapes: Readonly<Record<string, (count: number) => number[]>> = {
  "two halves": (count) => Array.from({ length: count }, (_, i) => i < count / 2 ? 1 : -1),
  "one great value": (count) => [count - 1, ...Array.from({ length: count - 1 }, () => -1)],
  "one low value": (count) => [1 - count, ...Array.from({ length: count - 1 }, () => 1)],
  "a tenth of great values": (count) =>
    Array.from({ length: count }, (_, i) => i < count / 10 ? count / Math.ceil(count / 10) - 1 : -1),
  "nearly all alike": (count) => Array.from({ length: count }, (_, i) => i < count / 2 ? 1e-6 : -1e-6),
  "bell-shaped": (count) => Array.from({ length: count }, () => normal()),
  "with a heavy lower tail": (count) => Array.from({ length: count }, () => -Math.exp(2 * normal())),
};

/** The values moved so that their sum is 0. */
function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

/** Whether a test of these values, in this order, with this bound from the first on, decides at any time before the last. */
function decides(values: readonly number[], level: number, bound: number): boolean {
  const test = betOnNegativeSum({ count: values.length + 1, level });
  // A value of 0 in front, so that the first of these is bet on too.
  for (const value of [0, ...values.slice(0, -1)]) test.observe(value, bound);
  return test.decided;
}

Deno.test("betOnNegativeSum() calls a sum of 0 negative no more often than its level says, whatever the population's shape", () => {
  const [orders, level] = [2000, 0.05];
  const random = randomStream(0, "orders");
  for (const [shape, make] of Object.entries(shapes)) {
    for (const count of [5, 20, 90]) {
      const values = centred(make(count));
      // Not the greatest value itself: sums of float64 are not exact, and a sum of exactly 0 may come out below.
      const bound = Math.max(...values) * (1 + 1e-9);
      let wrong = 0;
      for (let order = 0; order < orders; order++) wrong += Number(decides(shuffle(values, random), level, bound));
      // The greatest of so many counts from a binomial of 0.05 stays within four standard deviations, 0.0195.
      assert(wrong / orders <= level + 0.0195, `${shape}, ${count} values: ${wrong} of ${orders}`);
    }
  }
});

Deno.test("betOnNegativeSum() decides soon where all values are far below 0, later where they are near", () => {
  const drawn = (mean: number, bound: number) => {
    const test = betOnNegativeSum({ count: 90, level: 1e-4 });
    let count = 0;
    for (; !test.decided && count < 90; count++) test.observe(mean + 0.1 * normal(), bound);
    return count;
  };
  const counts = [-1, -0.5, -0.2, -0.05].map((mean) => drawn(mean, 0.5));
  // Each bet multiplies the boldest capital by (bound - mean) / bound or more; 1e4 takes 8.4 bets at 3, and four bettors share.
  assert(counts[0]! <= 10, String(counts[0]));
  assert(counts.every((count, index) => index === 0 || counts[index - 1]! < count), String(counts));
  assert(counts.at(-1)! < 90, String(counts));
});

Deno.test("betOnNegativeSum() decides without chance where the values left cannot make up for those seen", () => {
  const test = betOnNegativeSum({ count: 4, level: 1e-300 });
  test.observe(-3, 1.5);
  assertEquals(test.decided, false);
  test.observe(-0.1, 1.5);
  assertEquals(test.decided, true);
  const even = betOnNegativeSum({ count: 4, level: 1e-300 });
  even.observe(-3, 1);
  assertEquals(even.decided, false, "a sum of exactly 0 is possible");
});

Deno.test("betOnNegativeSum() bets nothing while no bound is known", () => {
  const test = betOnNegativeSum({ count: 1000, level: 0.5 });
  for (let drawn = 0; drawn < 900; drawn++) test.observe(-1, Infinity);
  assertEquals(test.decided, false);
});

Deno.test("betOnNegativeSum() decides nothing any more once a value exceeds its bound or is not a number", () => {
  for (const value of [2, NaN]) {
    const test = betOnNegativeSum({ count: 100, level: 0.1 });
    test.observe(-1, 1);
    test.observe(value, 1);
    for (let drawn = 0; drawn < 97; drawn++) test.observe(-1000, 1);
    assertEquals(test.decided, false, String(value));
  }
});

Deno.test("betOnNegativeSum() stays decided, whatever comes after", () => {
  const test = betOnNegativeSum({ count: 3, level: 0.1 });
  test.observe(-5, 1);
  test.observe(100, 1);
  assertEquals(test.decided, true);
});

Deno.test("studentOnNegativeSum() calls sums of normal values negative that are not no more often than its level says", () => {
  const [populations, level] = [4000, 0.05];
  for (const count of [6, 20, 90]) {
    let wrong = 0;
    for (let population = 0; population < populations; population++) {
      const test = studentOnNegativeSum({ count, level });
      let sum = 0;
      for (let drawn = 0; drawn < count; drawn++) {
        const value = normal();
        sum += value;
        test.observe(value, Infinity);
      }
      wrong += Number(test.decided && sum >= 0);
    }
    // Half of the sums are not negative, so that it is half the level; four standard deviations of such a share are 0.0099.
    assert(wrong / populations <= level / 2 + 0.0099, `${count} values: ${wrong} of ${populations}`);
  }
});

Deno.test("studentOnNegativeSum() decides at its looks, by Student's quantile without replacement", () => {
  // Looks after 5, 7 and 9 of 10: a third of the level each. scipy.stats.t.isf(0.03 / 3, 4) = 3.74695
  const critical = 3.74695 * Math.sqrt(2.5 * (1 - 5 / 10) / 5);
  for (const [shift, decided] of [[1.001, true], [0.999, false]] as const) {
    const test = studentOnNegativeSum({ count: 10, level: 0.03 });
    for (const [index, value] of [-2, -1, 0, 1, 2].entries()) {
      assertEquals(test.decided, false, `before value ${index}`);
      test.observe(value - shift * critical, Infinity);
    }
    assertEquals(test.decided, decided, String(shift));
  }
});

Deno.test("studentOnNegativeSum() has no look at five values or fewer, nor decides on what is not a number", () => {
  const few = studentOnNegativeSum({ count: 5, level: 0.1 });
  for (let drawn = 0; drawn < 5; drawn++) few.observe(-1, Infinity);
  assertEquals(few.decided, false);
  const bad = studentOnNegativeSum({ count: 90, level: 0.1 });
  for (let drawn = 0; drawn < 89; drawn++) bad.observe(drawn === 2 ? NaN : -1, Infinity);
  assertEquals(bad.decided, false);
});
