import { assertEquals } from "@std/assert";
import { meanOf, rate, share } from "../../src/analysis/estimators.ts";
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
  await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed: 1, measuredEpochs, status: "diverged" }, [
    { epoch: 1, interior: 1 },
  ]);
  assertEquals(await ask(store, share("interior", { per: ["network", "epoch"] })), [
    { network: "mlp", epoch: 1, seed: 0, value: 1, count: 1 },
    { network: "mlp", epoch: 1, seed: 1, value: 1, count: 1 },
    { network: "mlp", epoch: 10, seed: 0, value: 0, count: 1 },
    { network: "mlp", epoch: 10, seed: 1, value: null, count: 0 },
  ]);
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
