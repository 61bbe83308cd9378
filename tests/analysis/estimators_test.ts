import { assertEquals } from "@std/assert";
import { meanOf, measurement, rate, share } from "../../src/analysis/estimators.ts";
import type { Estimator } from "../../src/spec/claim.ts";
import type { Database } from "../../src/store/database.ts";
import { addCase, exampleStore } from "./example_store.ts";

function ask(store: Database, { sql }: Estimator): Promise<Record<string, unknown>[]> {
  return store.query(`SELECT * EXCLUDE (setting) FROM (${sql}) ORDER BY ALL`, { run: "r" });
}

Deno.test("rate() counts the steps of each seed whose excess is above the tolerance", async () => {
  using store = await exampleStore();
  await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed: 0 }, [
    { loss: 2, excess: 3e-6 },
    { loss: 2, excess: 1e-6 },
    { excess: -1 },
    { excess: 0.5 },
  ]);
  await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed: 1 }, [{ excess: 0 }, { excess: 1e-9 }]);
  await addCase(store, "other", { network: "mlp", learningRate: 0.1, seed: 0 }, [{ excess: 1 }]);

  const per = ["network"];
  assertEquals(await ask(store, rate("barrier", { tolerance: 1e-6, per })), [
    { network: "mlp", seed: 0, value: 0.5, count: 4 },
    { network: "mlp", seed: 1, value: 0, count: 2 },
  ]);
  assertEquals((await ask(store, rate("barrier", { tolerance: 0, per }))).map(({ value }) => value), [0.75, 0.5]);
});

Deno.test("rate() with stochastic evaluation counts only the steps that have one", async () => {
  using store = await exampleStore();
  await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed: 0 }, [
    { excess: 1, stochasticExcess: -1 },
    { excess: 1, stochasticExcess: 1 },
    { excess: 1 },
  ]);
  const rows = await ask(store, rate("barrier", { tolerance: 1e-6, draw: "stochastic", per: [] }));
  assertEquals(rows, [{ seed: 0, value: 0.5, count: 2 }]);
});

Deno.test("share() leaves out steps whose ends are not finite", async () => {
  using store = await exampleStore();
  await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed: 0 }, [
    { interior: 1 },
    { interior: 1 },
    { interior: 0 },
    { interior: 0 },
    { interior: 1, lossFrom: NaN },
    { interior: 1, loss: NaN, lossFrom: 1 },
    { interior: NaN },
  ]);
  assertEquals(await ask(store, share("interior", { per: [] })), [{ seed: 0, value: 0.5, count: 4 }]);
});

Deno.test("meanOf() is the mean of a column where it is finite", async () => {
  using store = await exampleStore();
  await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed: 0 }, [
    { height: 1 },
    { height: 4 },
    { height: Infinity },
  ]);
  assertEquals(await ask(store, meanOf("height", { unit: "nats", per: [] })), [{ seed: 0, value: 2.5, count: 2 }]);
});

Deno.test("an estimator groups by case and epoch, and shows planned seeds that were never measured", async () => {
  using store = await exampleStore();
  const measuredEpochs = [1, 10];
  await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed: 0, measuredEpochs }, [
    { epoch: 1, interior: 1 },
    { epoch: 10, interior: 0 },
  ]);
  await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed: 1, measuredEpochs, status: "failed" }, [
    { epoch: 1, interior: 1 },
  ]);
  assertEquals(await ask(store, share("interior", { per: ["network", "epoch"] })), [
    { network: "mlp", epoch: 1, seed: 0, value: 1, count: 1 },
    { network: "mlp", epoch: 1, seed: 1, value: 1, count: 1 },
    { network: "mlp", epoch: 10, seed: 0, value: 0, count: 1 },
    { network: "mlp", epoch: 10, seed: 1, value: null, count: 0 },
  ]);
});

Deno.test("an estimator has no value for a seed that diverged in the epoch or before, or anywhere without an epoch", async () => {
  using store = await exampleStore();
  const measuredEpochs = [1, 2, 3];
  // The last step of epoch 2 and the first of epoch 3.
  for (const [seed, firstBadStep] of [19, 20].entries()) {
    const one = { network: "mlp", learningRate: 0.1, seed, measuredEpochs, status: "diverged", firstBadStep };
    await addCase(
      store,
      "r",
      { ...one, setting: { epochs: 3 } },
      measuredEpochs.map((epoch) => ({ epoch, height: 1 })),
    );
  }
  const valid = async (per: readonly string[], atEnd = false) =>
    (await ask(store, meanOf("height", { unit: "nats", per, atEnd }))).map(({ value, count }) => [value, count]);
  const [one, none] = [[1, 1], [null, 0]];
  assertEquals(await valid(["epoch"]), [one, one, none, one, none, none]);
  assertEquals(await valid([]), [none, none]);
  assertEquals(await valid([], true), [none, none]);
});

Deno.test("an estimator takes the largest learning rate of each network, or a tenth of it and below", async () => {
  using store = await exampleStore();
  // In float64 0.1 * 0.7 is less than 0.07.
  const rates = { mlp: [0.1, 0.05, 0.01, 0.001], resnet56: [0.7, 0.07], vgg11: [0.1] };
  for (const [network, learningRates] of Object.entries(rates)) {
    for (const learningRate of learningRates) {
      await addCase(store, "r", { network, learningRate, seed: 0 }, [{ interior: 1 }]);
    }
  }
  await addCase(store, "other", { network: "mlp", learningRate: 5, seed: 0 }, [{ interior: 1 }]);

  const seen = async (learningRates?: "largest" | "tenth") => {
    const options = { per: ["network", "learning_rate"], ...learningRates ? { learningRates } : {} };
    return (await ask(store, share("interior", options))).map((row) => `${row.network} ${row.learning_rate}`);
  };
  assertEquals(await seen("largest"), ["mlp 0.1", "resnet56 0.7", "vgg11 0.1"]);
  assertEquals(await seen("tenth"), ["mlp 0.001", "mlp 0.01", "resnet56 0.07"]);
  assertEquals((await seen()).length, 7);
});

Deno.test("an estimator takes only the cases and rows that its conditions say, and tells them", async () => {
  using store = await exampleStore();
  for (const batchSize of [50, 100]) {
    await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed: 0, setting: { batchSize } }, [
      { height: batchSize },
      { height: batchSize + 1 },
    ]);
  }
  const estimator = meanOf("height", {
    unit: "nats",
    per: [],
    cases: { label: "large batches", sql: "batch_size > 50 OR false" },
    rows: { label: "from step 1 on", sql: "step >= 1 OR false" },
  });
  assertEquals(estimator.label, "mean height, large batches, from step 1 on");
  assertEquals(await ask(store, estimator), [{ seed: 0, value: 101, count: 1 }]);
});

Deno.test("an estimator at the end has no value for a case that ended before", async () => {
  using store = await exampleStore();
  for (const [seed, last] of [3, 2].entries()) {
    const one = { network: "mlp", learningRate: 0.1, seed, setting: { epochs: 3 } };
    await addCase(store, "r", one, [{ epoch: 1, height: 1 }, { epoch: last, height: 5 }]);
  }
  assertEquals(await ask(store, meanOf("height", { unit: "nats", per: [], atEnd: true })), [
    { seed: 0, value: 5, count: 1 },
    { seed: 1, value: null, count: 0 },
  ]);
});

Deno.test("meanOf() from all steps does not ask for measured ones", async () => {
  using store = await exampleStore();
  await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed: 0 }, [{ height: 1 }]);
  await store.connection.run(
    "INSERT INTO steps (run_id, case_id, step, epoch, height) SELECT 'r', case_id, 1, 7, 3 FROM cases",
  );
  const values = async (from: "steps" | "measured_steps") =>
    (await ask(store, meanOf("height", { unit: "nats", per: [], from }))).map(({ value }) => value);
  assertEquals([await values("steps"), await values("measured_steps")], [[2], [1]]);
});

Deno.test("measurement() is the mean of the measurements of that name", async () => {
  using store = await exampleStore();
  await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed: 0 }, []);
  await store.connection.run(`INSERT INTO measurements (run_id, case_id, name, epoch, value)
    SELECT 'r', case_id, name, 1, value FROM cases, (VALUES ('noise_floor', 1), ('noise_floor', 2), ('other', 9)) AS of(name, value)`);
  const floor = measurement("noise_floor", { unit: "nats", per: ["epoch"] });
  assertEquals([floor.label, await ask(store, floor)], ["noise floor", [{ epoch: 1, seed: 0, value: 1.5, count: 2 }]]);
});
