import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { log2RatioAtMatchedLoss } from "../../src/analysis/matched_loss.ts";
import type { Estimator } from "../../src/spec/claim.ts";
import { UserError } from "../../src/spec/user_error.ts";
import type { Database } from "../../src/store/database.ts";
import { addCase, type ExampleStep, exampleStore } from "./example_store.ts";

const per = ["network", "learning_rate"];

/** So many steps that begin at this loss. */
function steps(count: number, lossFrom: number, values: Partial<ExampleStep>): ExampleStep[] {
  return Array.from({ length: count }, () => ({ lossFrom, ...values }));
}

/** A seed's walks at learning rate 0.1 and at half of it. */
async function addPair(store: Database, seed: number, whole: ExampleStep[], half: ExampleStep[]): Promise<void> {
  for (const [learningRate, walk] of [[0.1, whole], [0.05, half]] as const) {
    await addCase(store, "r", { network: "mlp", learningRate, seed }, walk);
  }
}

function ask(store: Database, { sql }: Estimator): Promise<Record<string, unknown>[]> {
  return store.query(`SELECT * EXCLUDE (setting) FROM (${sql}) ORDER BY ALL`, { run: "r" });
}

Deno.test("log2RatioAtMatchedLoss() leaves out steps at losses that the other learning rate does not come to", async () => {
  using store = await exampleStore();
  const square = (count: number, loss: number, learningRate: number) =>
    steps(count, loss, { height: loss * learningRate ** 2 });
  await addPair(
    store,
    0,
    [...square(100, 1, 0.1), ...square(7, 0.1, 0.1)],
    [...square(101, 1, 0.05), ...square(7, 2, 0.05)],
  );
  const [row, ...others] = await ask(store, log2RatioAtMatchedLoss("height", { per }));
  assertEquals(others, []);
  const { value, ...place } = row!;
  assertEquals(place, { network: "mlp", learning_rate: 0.1, seed: 0, count: 100 });
  assertAlmostEquals(Number(value), 2, 1e-12); // squares, means of equal numbers and a logarithm in float64
});

Deno.test("log2RatioAtMatchedLoss() weighs bins by the lesser number of steps, whatever the epoch", async () => {
  using store = await exampleStore();
  await addPair(
    store,
    0,
    [...steps(70, 1, { height: 2 }), ...steps(80, 3, { height: 8, epoch: 10 })],
    [...steps(40, 1, { height: 1, epoch: 10 }), ...steps(80, 3, { height: 1 })],
  );
  const rows = await ask(store, log2RatioAtMatchedLoss("height", { per }));
  assertEquals(rows.map(({ value, count }) => [value, count]), [[(40 * 1 + 80 * 3) / 120, 120]]);
});

Deno.test("log2RatioAtMatchedLoss() has bins a quarter of an octave wide, none with fewer than 5 steps, and no value on fewer than 100", async () => {
  using store = await exampleStore();
  const one = { height: 1 };
  // From 1 the first bin reaches to 2 ** (1 / 4) = 1.189.
  await addPair(store, 0, steps(100, 1, one), steps(100, 1.18, one));
  await addPair(store, 1, steps(100, 1, one), steps(100, 1.2, one));
  // 96 steps in one bin and five in another, and four, which do not count.
  const apart = (few: number) => [...steps(96, 1, one), ...steps(few, 3, { height: 2 ** 10 })];
  await addPair(store, 2, apart(5), [...steps(96, 1, one), ...steps(5, 3, one)]);
  await addPair(store, 3, apart(4), [...steps(96, 1, one), ...steps(4, 3, one)]);
  await addPair(store, 4, steps(100, 1, one), []);
  const rows = await ask(store, log2RatioAtMatchedLoss("height", { per }));
  assertEquals(rows.map(({ seed, value, count }) => [seed, value, count]), [
    [0, 0, 100],
    [1, null, 0],
    [2, 10 * 5 / 101, 101],
    [3, null, 96],
    [4, null, 0],
  ]);
});

Deno.test("log2RatioAtMatchedLoss() takes only the steps that it is told to, and only finite values and losses", async () => {
  using store = await exampleStore();
  const inside = steps(100, 1, { height: 1, interior: 1 });
  const beyond = (height: number) => [Infinity, NaN, 0].flatMap((loss) => steps(9, loss, { height, interior: 1 }));
  await addPair(
    store,
    0,
    [...inside, ...steps(9, 1, { height: 64 }), ...steps(1, 1, { height: NaN, interior: 1 }), ...beyond(64)],
    [...inside, ...beyond(1)],
  );
  const rows = { label: "over steps with a minimum inside", sql: "interior = 1" };
  const estimator = log2RatioAtMatchedLoss("height", { per, rows });
  assertEquals(
    estimator.label,
    "log2 of mean height, over steps with a minimum inside, over that at half the learning rate, at matched loss",
  );
  assertEquals((await ask(store, estimator)).map(({ value, count }) => [value, count]), [[0, 100]]);
  assertThrows(() => log2RatioAtMatchedLoss("height", { per: ["network"] }), UserError, "must name learning_rate");
});

Deno.test("log2RatioAtMatchedLoss() has no value for a seed that diverged", async () => {
  using store = await exampleStore();
  for (const [learningRate, status] of [[0.1, "diverged"], [0.05, "finished"]] as const) {
    await addCase(store, "r", { network: "mlp", learningRate, seed: 0, status }, steps(5, 1, { height: 1 }));
  }
  const rows = await ask(store, log2RatioAtMatchedLoss("height", { per }));
  assertEquals(rows, [{ network: "mlp", learning_rate: 0.1, seed: 0, value: null, count: 0 }]);
});
