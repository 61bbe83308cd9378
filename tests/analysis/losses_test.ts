import { assertEquals } from "@std/assert";
import { describeLosses } from "../../src/analysis/losses.ts";

const values = (counts: Record<number, number>) =>
  Object.entries(counts).map(([seed, count]) => ({ seed: Number(seed), value: 0, count }));

function cases(statuses: readonly string[], learningRate = 0.1) {
  return statuses.map((status, seed) => ({ network: "mlp", learning_rate: learningRate, seed, status }));
}

Deno.test("describeLosses() is empty where every seed has a value", () => {
  const finished = cases(["finished", "finished"]);
  assertEquals(describeLosses({ network: "mlp" }, values({ 0: 10, 1: 10 }), finished), "");
});

Deno.test("describeLosses() counts the missing seeds by what became of their cases", () => {
  const mixed = cases(["finished", "diverged", "diverged", "failed", "interrupted", "pending", "finished"]);
  assertEquals(
    describeLosses({ network: "mlp", epoch: 10 }, values({ 0: 10 }), mixed),
    "2 of 7 seeds diverged, 1 of 7 seeds failed, 2 of 7 seeds not finished, 1 of 7 seeds without a finite value",
  );
});

Deno.test("describeLosses() tells of fewer finite values, but not where counts vary by themselves", () => {
  const finished = cases(["finished", "finished"]);
  const counts = values({ 0: 10, 1: 9 });
  assertEquals(describeLosses({}, counts, finished), "1 of 2 seeds with fewer finite values");
  assertEquals(describeLosses({}, counts, finished, { countVaries: true }), "");
  const later = cases(["finished", "diverged"]);
  assertEquals(describeLosses({}, counts, later, { countVaries: true }), "");
});

Deno.test("describeLosses() looks at the group's own cases only", () => {
  const arms = [...cases(["diverged", "diverged"], 5), ...cases(["finished", "finished"], 0.1)];
  const group = { network: "mlp", learning_rate: 0.1, epoch: 1 };
  assertEquals(describeLosses(group, values({ 0: 10, 1: 10 }), arms), "");
  assertEquals(describeLosses({ ...group, learning_rate: 5 }, [], arms), "2 of 2 seeds diverged");
});
