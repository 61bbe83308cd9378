import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { balancedSubset } from "../../src/data/subset.ts";
import { randomStream } from "../../src/math/random.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { smallDataset } from "./small_dataset.ts";

const labels = [2, 2, 2, 2, 0, 1, 0, 1, 1, 0, 0, 1];
const dataset = smallDataset(labels);

Deno.test("balancedSubset() takes the first of each class in the data set's order, classes in turn", () => {
  assertEquals([...balancedSubset(dataset, { start: 0, end: 12 }, 6)], [4, 5, 0, 6, 7, 1]);
});

Deno.test("balancedSubset() stays inside its range", () => {
  assertEquals([...balancedSubset(dataset, { start: 2, end: 8 }, 6)], [4, 5, 2, 6, 7, 3]);
});

Deno.test("balancedSubset() is as even as can be where classes do not divide the count", () => {
  const taken = [...balancedSubset(dataset, { start: 0, end: 12 }, 8)].map((index) => labels[index]);
  assertEquals([0, 1, 2].map((label) => taken.filter((found) => found === label).length), [3, 3, 2]);
});

Deno.test("balancedSubset() takes more of other classes where one runs out", () => {
  const taken = [...balancedSubset(dataset, { start: 3, end: 9 }, 6)];
  assertEquals(taken, [4, 5, 3, 6, 7, 8]);
});

Deno.test("balancedSubset() of fewer samples is the beginning of that of more", () => {
  const all = balancedSubset(dataset, dataset.train, 12);
  for (let count = 1; count <= 12; count++) {
    assertEquals(balancedSubset(dataset, dataset.train, count), all.slice(0, count));
  }
  assertEquals([...all].sort((a, b) => a - b), labels.map((_, index) => index));
});

Deno.test("balancedSubset() says how many samples there are", () => {
  for (const count of [7, 0, -1, 1.5, NaN]) {
    assertThrows(() => balancedSubset(dataset, { start: 2, end: 8 }, count), UserError, `from 1 to 6: ${count}`);
  }
});

Deno.test("balancedSubset() with a stream draws each class's order from it, and is balanced, whole and a beginning all the same", () => {
  const many = smallDataset(Array.from({ length: 300 }, (_, index) => index % 3));
  const draw = (
    seed: number,
    count: number,
  ) => [...balancedSubset(many, many.train, count, randomStream(seed, "training samples"))];
  assertEquals(draw(1, 60), draw(1, 60));
  assertEquals(draw(1, 300).slice(0, 60), draw(1, 60));
  assertNotEquals(draw(1, 60).toSorted(), draw(2, 60).toSorted());
  assertEquals(draw(1, 60).map((index) => many.labels[index]), Array.from({ length: 60 }, (_, index) => index % 3));
  assertEquals(draw(1, 300).sort((a, b) => a - b), Array.from({ length: 300 }, (_, index) => index));
});

Deno.test("balancedSubset() with a stream takes each sample about equally often", () => {
  const counts = new Int32Array(12);
  for (let seed = 0; seed < 2000; seed++) {
    for (const index of balancedSubset(dataset, dataset.train, 6, randomStream(seed, "a"))) counts[index]!++;
  }
  // Two of four in each class: binomial(2000, 1/2), deviation 22. Five deviations; seeds are fixed.
  for (const count of counts) assertEquals(Math.abs(count - 1000) < 5 * 22, true, counts.join(" "));
});
