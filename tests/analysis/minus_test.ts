import { assertEquals } from "@std/assert";
import { meanOf, share } from "../../src/analysis/estimators.ts";
import { minus } from "../../src/analysis/minus.ts";
import { addCase, exampleStore } from "./example_store.ts";

Deno.test("minus() takes a constant from each seed's value, and keeps seeds without one", async () => {
  using store = await exampleStore();
  await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed: 0 }, [{ height: 3 }, { height: 5 }]);
  await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed: 1, status: "failed" }, []);
  const less = async (constant: number) => {
    const { sql } = minus(meanOf("height", { unit: "nats", per: [] }), constant);
    return await store.query(`SELECT seed, value, count FROM (${sql}) ORDER BY seed`, { run: "r" });
  };
  assertEquals(await less(2), [{ seed: 0, value: 2, count: 2 }, { seed: 1, value: null, count: 0 }]);
  assertEquals((await less(-1))[0], { seed: 0, value: 5, count: 2 });
});

Deno.test("minus() makes a share less a constant a plain number", () => {
  const { label, unit, per } = minus(share("interior", { per: ["network"] }), 0.5);
  assertEquals({ label, unit, per }, {
    label: "share of steps with a minimum inside, minus 0.5",
    unit: "",
    per: ["network"],
  });
});
