import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { meanOf } from "../../src/analysis/estimators.ts";
import { judge } from "../../src/analysis/judge.ts";
import { difference, inOrder, log2Ratio, log2RatioToHalf, ratio } from "../../src/analysis/pairs.ts";
import type { Estimator } from "../../src/spec/claim.ts";
import { claim } from "../../src/spec/define_claim.ts";
import { UserError } from "../../src/spec/user_error.ts";
import type { Database } from "../../src/store/database.ts";
import { addCase, exampleStore } from "./example_store.ts";

const across = ["batchSize"] as const;

/** The mean height of the cases with this batch size. */
function height(batchSize: number, per = ["network"]): Estimator {
  return meanOf("height", {
    unit: "nats",
    per,
    cases: { label: `batch ${batchSize}`, sql: `batch_size = ${batchSize}` },
  });
}

/** Heights by batch size and seed, one step each. */
async function withHeights(store: Database, heights: Readonly<Record<number, readonly number[]>>): Promise<void> {
  for (const [batchSize, seeds] of Object.entries(heights)) {
    for (const [seed, height] of seeds.entries()) {
      const one = { network: "mlp", learningRate: 0.1, seed, setting: { batchSize: Number(batchSize) } };
      await addCase(store, "r", one, Number.isNaN(height) ? [] : [{ height }]);
    }
  }
}

async function valuesOf(store: Database, { sql }: Estimator): Promise<unknown[]> {
  return (await store.query(`SELECT * FROM (${sql}) ORDER BY ALL`, { run: "r" })).map(({ value }) => value);
}

Deno.test("difference() is taken seed by seed, and has none where one arm has no value", async () => {
  using store = await exampleStore();
  await withHeights(store, { 50: [5, 7, 9], 100: [1, 4, NaN] });
  const estimator = difference(height(50), height(100), { across });
  assertEquals(estimator.label, "mean height, batch 50, minus mean height, batch 100");
  assertEquals([estimator.unit, estimator.per], ["nats", ["network"]]);
  assertEquals(await valuesOf(store, estimator), [4, 3, null]);
});

Deno.test("difference() pairs arms that agree in all other settings, and judge() splits by these", async () => {
  using store = await exampleStore();
  for (const momentum of [0, 0.9]) {
    for (const batchSize of [50, 100]) {
      for (const seed of [0, 1, 2]) {
        const setting = { batchSize, momentum };
        const one = { network: "mlp", learningRate: 0.1, seed, setting };
        await addCase(store, "r", one, [{ height: batchSize * (1 + momentum) + seed * (batchSize === 50 ? 1 : 2) }]);
      }
    }
  }
  const grows = claim("X1", "It grows", { version: 1 }).estimate(difference(height(100), height(50), { across })).above(
    0,
  );
  const verdicts = await judge(store.query, "r", [grows]);
  assertEquals(verdicts.map(({ group, word, values }) => [group, word, values.map(({ value }) => value)]), [
    [{ network: "mlp", momentum: 0 }, "supported", [50, 51, 52]],
    [{ network: "mlp", momentum: 0.9 }, "supported", [95, 96, 97]],
  ]);
});

Deno.test("judge() tells which seeds of a difference are missing", async () => {
  using store = await exampleStore();
  await withHeights(store, { 50: [5, 7, 9] });
  for (const [seed, status] of ["finished", "finished", "diverged"].entries()) {
    const one = { network: "mlp", learningRate: 0.1, seed, status, setting: { batchSize: 100 } };
    await addCase(store, "r", one, status === "finished" ? [{ height: 1 }] : []);
  }
  const differs = claim("X1", "It differs", { version: 1 }).estimate(difference(height(50), height(100), { across }))
    .above(0);
  const [verdict] = await judge(store.query, "r", [differs]);
  assertEquals([verdict?.values.length, verdict?.note], [2, "1 of 3 seeds diverged"]);
});

Deno.test("ratio() is taken seed by seed, and has none where a value is not above 0", async () => {
  using store = await exampleStore();
  await withHeights(store, { 50: [8, 1, 0, 2, 3], 100: [4, 8, 1, -1, 0] });
  const estimator = ratio(height(50), height(100), { across });
  assertEquals([estimator.label, estimator.unit], ["mean height, batch 50, over mean height, batch 100", ""]);
  assertEquals(await valuesOf(store, estimator), [2, 0.125, null, null, null]);
});

Deno.test("log2Ratio() is 1 for twice the value, and has none where a value is not above 0", async () => {
  using store = await exampleStore();
  await withHeights(store, { 50: [8, 1, 0, 2], 100: [4, 8, 1, -1] });
  assertEquals(await valuesOf(store, log2Ratio(height(50), height(100), { across })), [1, -3, null, null]);
});

Deno.test("log2RatioToHalf() compares every learning rate with half of it, and is 2 where height grows as its square", async () => {
  using store = await exampleStore();
  // 0.3 / 2 is written 0.15: half of a number as written is the half as written.
  for (const learningRate of [0.6, 0.3, 0.15, 0.05]) {
    for (const seed of [0, 1]) {
      await addCase(store, "r", { network: "mlp", learningRate, seed }, [{ height: (seed + 1) * learningRate ** 2 }]);
    }
  }
  const { sql, label } = log2RatioToHalf(meanOf("height", { unit: "nats", per: ["network", "learning_rate"] }));
  assertEquals(label, "log2 of mean height, over that at half the learning rate");
  const rows = await store.query(`SELECT * FROM (${sql}) ORDER BY ALL`, { run: "r" });
  assertEquals(rows.map(({ learning_rate, seed }) => [learning_rate, seed]), [[0.3, 0], [0.3, 1], [0.6, 0], [0.6, 1]]);
  for (const { value } of rows) assertAlmostEquals(Number(value), 2, 1e-12); // squares and a logarithm in float64
});

Deno.test("inOrder() says of each seed whether its values grow from arm to arm", async () => {
  using store = await exampleStore();
  await withHeights(store, { 50: [1, 1, 2, 3], 100: [2, 2, 1, 2], 200: [3, 2, 3, NaN] });
  const order = inOrder([height(50), height(100), height(200)], { across });
  assertEquals(order.label, "mean height, batch 50 < mean height, batch 100 < mean height, batch 200");
  assertEquals(await valuesOf(store, order), [1, 0, 0, null]);
});

Deno.test("arms that cannot be paired are refused", () => {
  const nats = height(50);
  assertThrows(
    () => difference(nats, height(100, ["epoch"]), { across }),
    UserError,
    "the same groups: network; epoch",
  );
  assertThrows(
    () => difference(nats, { ...nats, unit: "share" }, { across }),
    UserError,
    'one unit: "nats" and "share"',
  );
  assertThrows(() => inOrder([nats], { across }), UserError, "two arms or more");
  assertThrows(() => log2RatioToHalf(nats), UserError, "must name learning_rate: network");
});
