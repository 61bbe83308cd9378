import { assertEquals, assertThrows } from "@std/assert";
import { besideEach } from "../../src/analysis/beside_each.ts";
import { meanOf } from "../../src/analysis/estimators.ts";
import { judge } from "../../src/analysis/judge.ts";
import { difference, inOrder } from "../../src/analysis/pairs.ts";
import type { Estimator } from "../../src/spec/claim.ts";
import { claim } from "../../src/spec/define_claim.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { addCase, exampleStore } from "./example_store.ts";

const across = ["batchSize"] as const;
const column = "batch_size";

/** The mean height of the cases under this condition on the batch size. */
function height(sql: string, per = ["network", column]): Estimator {
  return meanOf("height", { unit: "nats", per, cases: { label: sql, sql } });
}

Deno.test("besideEach() compares each of several arms with one, seed by seed and in a group of its own", async () => {
  using store = await exampleStore();
  for (const [batchSize, heights] of Object.entries({ 10: [1, 2], 50: [5, 7], 100: [9, 12] })) {
    for (const [seed, height] of heights.entries()) {
      const setting = { batchSize: Number(batchSize) };
      await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed, setting }, [{ height }]);
    }
  }
  const others = height("batch_size > 10");
  const one = besideEach(height("batch_size = 10"), others, { column });
  const groups = async (estimator: Estimator) =>
    (await judge(store.query, "r", [claim("X1", "It is more", { version: 1 }).estimate(estimator).above(0)]))
      .map(({ group, values }) => [group[column], values.map(({ value }) => value)]);
  assertEquals(await groups(difference(others, one, { across })), [[50, [4, 5]], [100, [8, 10]]]);
  assertEquals(await groups(inOrder([one, others], { across })), [[50, [1, 1]], [100, [1, 1]]]);
});

Deno.test("besideEach() refuses arms whose groups do not name what they differ in", () => {
  const named = height("batch_size = 10");
  const unnamed = height("batch_size = 10", ["network"]);
  for (const [arm, others] of [[named, unnamed], [unnamed, named]] as const) {
    assertThrows(() => besideEach(arm, others, { column }), UserError, "groups must name batch_size");
  }
});
