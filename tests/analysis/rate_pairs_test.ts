import { assertEquals, assertThrows } from "@std/assert";
import { meanOf } from "../../src/analysis/estimators.ts";
import { judge } from "../../src/analysis/judge.ts";
import { atGreaterRate, differenceToLowerRates } from "../../src/analysis/rate_pairs.ts";
import { claim } from "../../src/spec/define_claim.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { addCase, exampleStore } from "./example_store.ts";

const height = meanOf("height", { unit: "nats", per: ["network", "learning_rate"] });

Deno.test("differenceToLowerRates() compares every learning rate with each lower one, seed by seed", async () => {
  using store = await exampleStore();
  for (const learningRate of [0.1, 0.5, 0.9]) {
    for (const seed of [0, 1]) {
      const lost = learningRate === 0.5 && seed === 1;
      const one = { network: "mlp", learningRate, seed, ...(lost ? { status: "diverged" } : {}) };
      await addCase(store, "r", one, lost ? [] : [{ height: 10 * learningRate + seed }]);
    }
  }
  const { sql, label, unit } = differenceToLowerRates(height);
  assertEquals([label, unit], ["mean height, minus that at a lower learning rate", "nats"]);
  const order = "learning_rate, lower_learning_rate, seed";
  const rows = await store.query(`SELECT ${order}, value FROM (${sql}) ORDER BY ${order}`, { run: "r" });
  assertEquals(
    rows.map((
      { learning_rate, lower_learning_rate, seed, value },
    ) => [learning_rate, lower_learning_rate, seed, value]),
    [[0.5, 0.1, 0, 4], [0.5, 0.1, 1, null], [0.9, 0.1, 0, 8], [0.9, 0.1, 1, 8], [0.9, 0.5, 0, 4], [0.9, 0.5, 1, null]],
  );
});

Deno.test("judge() judges each pair of learning rates, beside the number at the greater one", async () => {
  using store = await exampleStore();
  for (const learningRate of [0.1, 0.5]) {
    for (const [seed, shift] of [0, 1 / 64, -1 / 64].entries()) {
      await addCase(store, "r", { network: "mlp", learningRate, seed }, [{ height: 2 + shift * learningRate }]);
    }
  }
  const same = claim("X1", "It is the same", { version: 1 })
    .estimate(differenceToLowerRates(height)).beside(atGreaterRate(height)).within(0.05);
  const verdicts = await judge(store.query, "r", [same]);
  assertEquals(verdicts.map(({ group, word, regime, criterion }) => ({ group, word, regime, criterion })), [{
    group: { network: "mlp", learning_rate: 0.5, lower_learning_rate: 0.1 },
    word: "supported",
    regime: { label: "mean height, at the greater learning rate", value: 2 },
    criterion: "90 % interval within ±0.05; beside it mean height, at the greater learning rate",
  }]);
});

Deno.test("differenceToLowerRates() refuses groups without the learning rate", () => {
  const pooled = meanOf("height", { unit: "nats", per: ["network"] });
  assertThrows(() => differenceToLowerRates(pooled), UserError, "must name learning_rate: network");
});
