import { assertAlmostEquals, assertEquals } from "@std/assert";
import { logRatioAtMatchedTrainingLoss } from "../../src/analysis/matched_training_loss.ts";
import type { Database } from "../../src/store/database.ts";
import { addCase, type ExampleMeasurement, exampleStore } from "./example_store.ts";

const gd = { label: "GD", sql: "descent = 'GD'" };
const sgd = { label: "SGD", sql: "descent = 'SGD'" };
const estimator = logRatioAtMatchedTrainingLoss("sharpness", {
  per: ["network"],
  arms: [gd, sgd],
  across: ["descent"],
});

/** A walk by its looks: training loss and sharpness of its epochs, from the first on; NaN for none. */
async function addWalk(
  store: Database,
  { descent, seed = 0, status = "finished" }: { descent: string; seed?: number; status?: string },
  looks: readonly (readonly [loss: number, sharpness: number])[],
): Promise<void> {
  const measurements = looks.flatMap(([loss, sharpness], index): ExampleMeasurement[] => [
    ...Number.isNaN(loss) ? [] : [{ name: "training_loss", epoch: index + 1, value: loss }],
    ...Number.isNaN(sharpness) ? [] : [{ name: "sharpness", epoch: index + 1, value: sharpness }],
  ]);
  // At the walk's end there is a look without an epoch, which stands beside the last one.
  const end = { name: "training_loss", value: 1e-9 };
  const one = { network: "mlp", learningRate: 0.1, seed, status, setting: { descent: { name: descent } } };
  await addCase(store, "r", one, [], [...measurements, end]);
}

async function ask(store: Database): Promise<unknown[][]> {
  const rows = await store.query(`SELECT seed, value, count FROM (${estimator.sql}) ORDER BY ALL`, { run: "r" });
  return rows.map(({ seed, value, count }) => [seed, value, count]);
}

async function valueOf(gdLooks: [number, number][], sgdLooks: [number, number][]): Promise<number | null> {
  using store = await exampleStore();
  await addWalk(store, { descent: "GD" }, gdLooks);
  await addWalk(store, { descent: "SGD" }, sgdLooks);
  const [[, value] = []] = await ask(store);
  return value as number | null;
}

// Logarithms and quotients in float64.
const tolerance = 1e-12;

Deno.test("logRatioAtMatchedTrainingLoss() takes both walks at the greater of their final losses", async () => {
  // GD ends at 0.5; SGD passes 0.5 just at its second look.
  assertAlmostEquals((await valueOf([[2, 9], [0.5, 8]], [[2, 7], [0.5, 4], [0.1, 1]]))!, Math.log(8 / 4), tolerance);
  // The other way round.
  assertAlmostEquals((await valueOf([[2, 9], [0.5, 8], [0.1, 3]], [[2, 7], [0.5, 4]]))!, Math.log(8 / 4), tolerance);
  // Both end at the same loss.
  assertAlmostEquals((await valueOf([[2, 9], [0.5, 8]], [[3, 7], [0.5, 2]]))!, Math.log(8 / 2), tolerance);
});

Deno.test("logRatioAtMatchedTrainingLoss() is on straight lines in logarithms between looks", async () => {
  // SGD from loss 2 to 0.5, sharpness 16 to 4: at loss 1, half-way in the logarithm, 8.
  assertAlmostEquals((await valueOf([[4, 9], [1, 8]], [[2, 16], [0.5, 4]]))!, Math.log(8 / 8), tolerance);
  // Sharpness as a power of the loss is interpolated without error: 3 L^0.7 and 2 L^0.7 differ by ln 1.5 wherever they are taken.
  const power = (scale: number, losses: number[]) =>
    losses.map((loss): [number, number] => [loss, scale * loss ** 0.7]);
  const value = await valueOf(power(3, [2, 1.1, 0.37]), power(2, [2.3, 0.9, 0.31, 0.05]));
  assertAlmostEquals(value!, Math.log(1.5), tolerance);
});

Deno.test("logRatioAtMatchedTrainingLoss() does not depend on the unit of loss or sharpness, and changes its sign with the arms", async () => {
  const [first, second]: [number, number][][] = [[[2, 9], [1.1, 7], [0.4, 8]], [[2.2, 7], [0.9, 5], [0.1, 1]]];
  const value = (await valueOf(first!, second!))!;
  const scaled = (looks: [number, number][]) => looks.map(([loss, look]): [number, number] => [8 * loss, 0.25 * look]);
  assertAlmostEquals((await valueOf(scaled(first!), scaled(second!)))!, value, tolerance);
  assertAlmostEquals((await valueOf(second!, first!))!, -value, tolerance);
});

Deno.test("logRatioAtMatchedTrainingLoss() takes a walk where it passes the loss for the last time", async () => {
  // SGD passes 1 between its first two looks, rises again and passes it for good between the last two, at 6.
  const found = await valueOf([[4, 9], [1, 12]], [[2, 3], [0.5, 3], [2, 18], [0.5, 2]]);
  assertAlmostEquals(found!, Math.log(12 / 6), tolerance);
});

Deno.test("logRatioAtMatchedTrainingLoss() has no value where a walk has no look above the loss, diverged or lacks numbers", async () => {
  using store = await exampleStore();
  const usual: [number, number][] = [[2, 9], [0.5, 8]];
  const pairs: [readonly (readonly [number, number])[], string][] = [
    [[[0.4, 3], [0.1, 1]], "finished"],
    [usual, "diverged"],
    [[[2, NaN], [0.5, NaN]], "finished"],
    [[[2, -1], [0.5, 0]], "finished"],
    [usual, "finished"],
  ];
  for (const [seed, [looks, status]] of pairs.entries()) {
    await addWalk(store, { descent: "GD", seed }, usual);
    await addWalk(store, { descent: "SGD", seed, status }, looks);
  }
  await addWalk(store, { descent: "GD", seed: 9 }, usual);
  assertEquals(await ask(store), [[0, null, 0], [1, null, 0], [2, null, 0], [3, null, 0], [4, 0, 1]]);
});

Deno.test("logRatioAtMatchedTrainingLoss() looks only at epochs that have both numbers", async () => {
  const both = await valueOf([[2, 9], [0.5, 8]], [[2, 16], [0.5, 4]]);
  const more = await valueOf([[2, 9], [1, NaN], [0.5, 8]], [[2, 16], [NaN, 100], [0.5, 4]]);
  assertEquals(more, both);
  assertEquals(estimator.onEvaluationLoss, true);
});
