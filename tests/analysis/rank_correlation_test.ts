import { assertAlmostEquals, assertEquals } from "@std/assert";
import { meanOf } from "../../src/analysis/estimators.ts";
import { rankCorrelation } from "../../src/analysis/rank_correlation.ts";
import { spearman } from "../../src/math/spearman.ts";
import { addCase, exampleStore } from "./example_store.ts";

const sizes = [50, 100, 200, 400, 800];

Deno.test("rankCorrelation() is Spearman's rho of each seed, also with ties and missing values", async () => {
  using store = await exampleStore();
  const heights = [[5, 3, 4, 1, 2], [5, 3, 3, 1, 3], [1, NaN, 3, 2, 5], [1, 1, 1, 1, 1], [1, 2, NaN, NaN, NaN]];
  for (const [seed, own] of heights.entries()) {
    for (const [index, height] of own.entries()) {
      const one = { network: "mlp", learningRate: 0.1, seed, setting: { batchSize: sizes[index]! } };
      await addCase(store, "r", one, Number.isNaN(height) ? [] : [{ height }]);
    }
  }
  const height = meanOf("height", { unit: "nats", per: ["network"] });
  const { sql, label, unit } = rankCorrelation(height, { over: "batchSize" });
  assertEquals([label, unit], ["Spearman's rho of batch size and mean height", "rho"]);
  const rows = await store.query(`SELECT * FROM (${sql}) ORDER BY seed`, { run: "r" });
  assertEquals(rows.map(({ count }) => count), [5, 5, 4, 5, 2]);
  const expected = [
    spearman(sizes, heights[0]!),
    spearman(sizes, heights[1]!),
    spearman([50, 200, 400, 800], [1, 3, 2, 5]),
  ];
  // The same ranks, correlated in float64 by other sums.
  expected.forEach((rho, seed) => assertAlmostEquals(Number(rows[seed]!.value), rho, 1e-12));
  assertEquals(rows.slice(3).map(({ value }) => value), [NaN, null]); // a constant and two points
  assertEquals(rows.map(({ setting }) => String(setting).includes("batchSize")), Array(5).fill(false));
});

Deno.test("rankCorrelation() keeps apart what it does not correlate over", async () => {
  using store = await exampleStore();
  for (const momentum of [0, 0.9]) {
    for (const batchSize of sizes) {
      const one = { network: "mlp", learningRate: 0.1, seed: 0, setting: { batchSize, momentum } };
      await addCase(store, "r", one, [{ height: momentum === 0 ? batchSize : -batchSize }]);
    }
  }
  const { sql } = rankCorrelation(meanOf("height", { unit: "nats", per: [] }), { over: "batchSize" });
  const rows = await store.query(`SELECT * FROM (${sql}) ORDER BY setting`, { run: "r" });
  rows.forEach(({ value }, index) => assertAlmostEquals(Number(value), 1 - 2 * index, 1e-12)); // as above
  assertEquals(rows.length, 2);
});
