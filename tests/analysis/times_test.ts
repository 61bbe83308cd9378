import { assertEquals } from "@std/assert";
import { meanOf } from "../../src/analysis/estimators.ts";
import { times } from "../../src/analysis/times.ts";
import { addCase, exampleStore } from "./example_store.ts";

Deno.test("times() multiplies each seed's value by what its group's columns say, and keeps seeds without one", async () => {
  using store = await exampleStore();
  for (const learningRate of [0.5, 2]) {
    await addCase(store, "r", { network: "mlp", learningRate, seed: 0 }, [{ height: 3 }, { height: 5 }]);
  }
  await addCase(store, "r", { network: "mlp", learningRate: 2, seed: 1, status: "failed" }, []);
  const height = meanOf("height", { unit: "nats", per: ["learning_rate"] });
  const { sql, label, unit } = times(height, { label: "eta h", sql: "learning_rate" });
  assertEquals([label, unit], ["eta h", ""]);
  const rows = await store.query(`SELECT learning_rate, seed, value, count FROM (${sql}) ORDER BY ALL`, { run: "r" });
  assertEquals(rows.map(({ value, count }) => [value, count]), [[2, 2], [8, 2], [null, 0]]);
});
