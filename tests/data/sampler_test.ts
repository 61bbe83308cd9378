import { assertEquals, assertNotEquals } from "@std/assert";
import { drawWithReplacement, epochOrder } from "../../src/data/sampler.ts";

const positions = Array.from({ length: 1000 }, (_, i) => i);

Deno.test("epochOrder() is a permutation, another one for each epoch and seed", () => {
  const orders = [epochOrder(1, 1, 1000), epochOrder(1, 2, 1000), epochOrder(2, 1, 1000)];
  for (const order of orders) assertEquals([...order].sort((a, b) => a - b), positions);
  assertEquals(new Set(orders.map((order) => order.join())).size, 3);
  assertNotEquals([...orders[0]!], positions);
});

Deno.test("epochOrder() gives the same order twice", () => {
  assertEquals(epochOrder(7, 3, 1000), epochOrder(7, 3, 1000));
});

Deno.test("epochOrder() puts each sample at each place about equally often", () => {
  const epochs = 4000;
  const counts = new Int32Array(16);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    epochOrder(5, epoch, 4).forEach((sample, place) => counts[4 * sample + place]!++);
  }
  // Each count is binomial(4000, 1/4): mean 1000, deviation 27. Five deviations; seed and n are fixed.
  for (const count of counts) assertEquals(Math.abs(count - epochs / 4) < 5 * 27, true, counts.join(" "));
});

Deno.test("drawWithReplacement() follows from seed and step alone, and repeats samples", () => {
  const draw = (seed: number, step: number) => drawWithReplacement(seed, step, { count: 100, from: 50 });
  assertEquals(draw(1, 7), draw(1, 7));
  assertEquals(new Set([draw(1, 7), draw(1, 8), draw(2, 7)].map(String)).size, 3);
  assertEquals([draw(1, 7).length, new Set(draw(1, 7)).size < 50], [100, true]);
});

Deno.test("drawWithReplacement() takes each sample about equally often, whatever came before", () => {
  const [counts, pairs] = [new Int32Array(4), new Int32Array(16)];
  for (let step = 0; step < 2000; step++) {
    const [first, second] = drawWithReplacement(5, step, { count: 2, from: 4 });
    counts[first!]!++;
    counts[second!]!++;
    pairs[4 * first! + second!]!++;
  }
  // Binomials: means 1000 and 125, deviations 27 and 11. Five deviations; seed and n are fixed.
  for (const count of counts) assertEquals(Math.abs(count - 1000) < 5 * 27, true, counts.join(" "));
  for (const count of pairs) assertEquals(Math.abs(count - 125) < 5 * 11, true, pairs.join(" "));
});
